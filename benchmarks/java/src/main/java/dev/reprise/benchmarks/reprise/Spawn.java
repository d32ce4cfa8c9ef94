package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Program;

/** A task that starts another one, waits for its end and takes its result. */
public final class Spawn implements Program {

    /** Without arguments. */
    public Spawn() {}

    @Override
    public long run(int times) {
        return Reprise.run(parent(times));
    }

    @Async
    private static Coroutine<Long> parent(int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += await(createTask(child(i)));
        }
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Integer> child(int i) {
        return Coroutine.of(i + 1);
    }
}

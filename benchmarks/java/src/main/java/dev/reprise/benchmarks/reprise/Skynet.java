package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.List;

/** A tree of tasks, ten under each, whose leaves' numbers are summed up. */
public final class Skynet implements Program {

    private static final int LEAVES = 1_000_000;

    /** Without arguments. */
    public Skynet() {}

    @Override
    public int operations() {
        return 1_111_111;
    }

    @Override
    public long run(int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += Reprise.run(node(0, LEAVES));
        }
        return sum;
    }

    @Async
    private static Coroutine<Long> node(int number, int size) {
        if (size == 1) {
            return Coroutine.of((long) number);
        }
        List<Task<Long>> children = new ArrayList<>(10);
        for (int i = 0; i < 10; i++) {
            children.add(createTask(node(number + i * (size / 10), size / 10)));
        }
        long sum = 0;
        for (Task<Long> child : children) {
            sum += await(child);
        }
        return Coroutine.of(sum);
    }
}

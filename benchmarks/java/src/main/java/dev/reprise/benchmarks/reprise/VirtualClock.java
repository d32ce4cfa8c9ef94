package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A thousand tasks sleep for ten seconds each, again and again, for an hour of virtual time. */
public final class VirtualClock implements Program {

    private static final int TASKS = 1000;
    private static final int SLEEPS = 360;

    /** Without arguments. */
    public VirtualClock() {}

    @Override
    public int operations() {
        return TASKS * SLEEPS;
    }

    @Override
    public long run(int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            try (EventLoop loop = new EventLoop(new VirtualTime())) {
                sum += loop.runUntilComplete(all());
                sum += loop.time().toHours();
            }
        }
        return sum;
    }

    @Async
    private static Coroutine<Long> all() {
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(createTask(one(i)));
        }
        long sum = 0;
        for (Task<Integer> task : tasks) {
            sum += await(task);
        }
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Integer> one(int number) {
        await(sleep(Duration.ofMillis(number)));
        int slept = 0;
        for (int i = 0; i < SLEEPS; i++) {
            await(sleep(Duration.ofSeconds(10)));
            slept++;
        }
        return Coroutine.of(slept);
    }
}

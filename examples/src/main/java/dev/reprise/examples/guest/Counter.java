package dev.reprise.examples.guest;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.GuestRun;
import dev.reprise.task.EventLoop;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program whose state belongs to the thread of an executor. Coroutines share it there, and need no lock. */
public final class Counter {

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    /** Of the executor's thread. */
    private int count;

    @Async
    private Coroutine<Integer> addSlowly(int times) {
        for (int i = 0; i < times; i++) {
            await(sleep(Duration.ofMillis(1))); // the executor's jobs run meanwhile
            count++;
        }
        return Coroutine.of(count);
    }

    public static void show(PrintStream out) {
        Counter counter = new Counter();
        EventLoop loop = new EventLoop();
        counter.executor.execute(() -> counter.count += 100);
        CompletableFuture<Integer> sum =
                GuestRun.runUntilComplete(loop.createTask(counter.addSlowly(10)), counter.executor);
        counter.executor.execute(() -> counter.count += 1_000);
        out.println("counted to " + sum.join());
        loop.close();
        counter.executor.shutdown();
    }
}

package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.sync.Queue;

/** The same as {@link HandOver} by asyncio's queue, which always holds something. */
public final class HandOverByQueue implements Program {

    private final int capacity;

    /** A queue that holds so many. */
    public HandOverByQueue(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public long run(int times) {
        return Reprise.run(both(times));
    }

    @Async
    private Coroutine<Long> both(int times) {
        Queue<Integer> queue = new Queue<>(capacity);
        createTask(put(queue, times));
        return Coroutine.of(await(createTask(get(queue, times))));
    }

    @Async
    private static Coroutine<Void> put(Queue<Integer> queue, int times) {
        for (int i = 0; i < times; i++) {
            await(queue.put(i & 127));
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Long> get(Queue<Integer> queue, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += await(queue.get());
        }
        return Coroutine.of(sum);
    }
}

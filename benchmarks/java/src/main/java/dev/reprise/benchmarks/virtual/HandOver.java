package dev.reprise.benchmarks.virtual;

import dev.reprise.benchmarks.harness.Program;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/** One virtual thread hands items to another one through a blocking queue. */
public final class HandOver implements Program {

    private final int capacity;

    /** A queue that holds so many. */
    public HandOver(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public long run(int times) throws Exception {
        BlockingQueue<Integer> queue = capacity == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(capacity);
        var unused = VirtualThreads.fork(() -> send(queue, times));
        return VirtualThreads.fork(() -> receive(queue, times)).get();
    }

    private static boolean send(BlockingQueue<Integer> queue, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            queue.put(i & 127);
        }
        return true;
    }

    private static long receive(BlockingQueue<Integer> queue, int times) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += queue.take();
        }
        return sum;
    }
}

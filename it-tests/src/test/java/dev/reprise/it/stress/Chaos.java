package dev.reprise.it.stress;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.shield;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.taskGroup;
import static dev.reprise.Reprise.timeout;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.sync.Queue;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program of many tasks that sleep, time out, cancel one another and hand items on, each as its own random numbers say.
 * It keeps accounts: which items were put, and which were taken.
 */
final class Chaos {

    private static final int QUEUES = 8;

    private final EventLoop loop;
    private final long seed;
    private final int count;

    private final List<Queue<Integer>> queues = new ArrayList<>();
    private final List<Task<Void>> tasks = new ArrayList<>();

    final BitSet put = new BitSet();
    final BitSet taken = new BitSet();
    final List<Integer> takenTwice = new ArrayList<>();
    final List<Throwable> unexpected = new ArrayList<>();

    int timeouts;
    int cancellations;

    private int nextItem;

    Chaos(EventLoop loop, long seed, int count) {
        this.loop = loop;
        this.seed = seed;
        this.count = count;
        for (int i = 0; i < QUEUES; i++) {
            queues.add(new Queue<>(1 + i));
        }
        loop.setExceptionHandler((in, context) -> unexpected.add(context.exception()));
    }

    void run() {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            tasks.add(loop.createTask(life(random.split())));
        }
        loop.run();
        for (Queue<Integer> queue : queues) {
            while (!queue.isEmpty()) {
                take(queue.getNowait());
            }
        }
    }

    @Async
    private Coroutine<Void> life(SplittableRandom random) {
        try {
            await(sleep(millis(random, 1_000)));
            for (int deeds = 1 + random.nextInt(3); deeds > 0; deeds--) {
                try {
                    await(deed(random));
                } catch (TimedOutException late) {
                    timeouts++;
                }
            }
        } catch (CancelledError cancelled) {
            cancellations++;
            throw cancelled;
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> deed(SplittableRandom random) {
        Queue<Integer> queue = queues.get(random.nextInt(QUEUES));
        switch (random.nextInt(8)) {
            case 0, 1 -> await(timeout(millis(random, 50), () -> producing(queue)));
            case 2, 3 -> await(timeout(millis(random, 50), () -> consuming(queue)));
            case 4 -> tasks.get(random.nextInt(tasks.size())).cancel();
            case 5 -> await(timeout(millis(random, 20), () -> shield(loop.createTask(consumingSoon(queue, random)))));
            case 6 ->
                await(taskGroup(group -> {
                    group.createTask(producingSoon(queue, random));
                    group.createTask(consumingSoon(queue, random));
                    return Coroutine.done();
                }));
            default -> await(sleep(millis(random, 5)));
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> producingSoon(Queue<Integer> queue, SplittableRandom random) {
        await(sleep(millis(random, 10)));
        return timeout(Duration.ofMillis(30), () -> producing(queue));
    }

    @Async
    private Coroutine<Void> consumingSoon(Queue<Integer> queue, SplittableRandom random) {
        await(sleep(millis(random, 10)));
        try {
            await(timeout(Duration.ofMillis(30), () -> consuming(queue)));
        } catch (TimedOutException nothingCame) {
            timeouts++;
        }
        return Coroutine.done();
    }

    /** An item counts as put as soon as the put has returned: in the same step. */
    @Async
    private Coroutine<Void> producing(Queue<Integer> queue) {
        int item = nextItem++;
        await(queue.put(item));
        put.set(item);
        await(interrupt());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> consuming(Queue<Integer> queue) {
        take(await(queue.get()));
        await(interrupt());
        return Coroutine.done();
    }

    private void take(int item) {
        if (taken.get(item)) {
            takenTwice.add(item);
        }
        taken.set(item);
    }

    /** Short and whole, so that much happens at the same time. */
    private static Duration millis(SplittableRandom random, int bound) {
        return Duration.ofMillis(random.nextInt(bound));
    }
}

package dev.reprise.sync;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An operation that waits for something that is there once for each {@link #provide}, so that after any cancellations all
 * of it can be accounted for.
 */
abstract class Operation {

    final EventLoop loop;

    Operation(EventLoop loop) {
        this.loop = loop;
    }

    /** Starts to wait; the number is a different one for each. */
    abstract Awaitable<?> start(int number);

    /** Provides one of what is waited for. */
    abstract void provide();

    /** Returns how many of those that were provided nobody has got. */
    abstract int left();

    /** Checks the end, when nothing moves any more. */
    void check(List<? extends Task<?>> tasks, int provided) {
        int succeeded = (int) tasks.stream().filter(Operation::hasSucceeded).count();
        assertEquals(provided, succeeded + left(), "each one provided was got by one task, or is left");
        assertFalse(left() > 0 && tasks.stream().anyMatch(task -> !task.done()), "one waits for what is there");
    }

    static boolean hasSucceeded(Task<?> task) {
        return task.done() && !task.cancelled() && task.exception().isEmpty();
    }

    /** All operations that wait, each with its name. */
    static Map<String, Function<EventLoop, Operation>> all() {
        return Map.ofEntries(
                Map.entry("Lock.acquire", LockAcquire::new),
                Map.entry("Semaphore.acquire", loop -> new SemaphoreAcquire(loop, new Semaphore(2))),
                Map.entry("BoundedSemaphore.acquire", loop -> new SemaphoreAcquire(loop, new BoundedSemaphore(2))),
                Map.entry("CapacityLimiter.acquireFor", LimiterAcquire::new),
                Map.entry("Queue.get", loop -> new QueueGet(loop, new Queue<>())),
                Map.entry("PriorityQueue.get", loop -> new QueueGet(loop, new PriorityQueue<>())),
                Map.entry("LifoQueue.get", loop -> new QueueGet(loop, new LifoQueue<>())),
                Map.entry("Queue.put", QueuePut::new),
                Map.entry("Receiver.receive", ChannelReceive::new),
                Map.entry("Receiver.hasNext", ChannelHasNext::new),
                Map.entry("Sender.send", ChannelSend::new),
                Map.entry("rendezvous, receive", RendezvousReceive::new),
                Map.entry("rendezvous, send", RendezvousSend::new),
                Map.entry("Condition.waitFor", ConditionWait::new),
                Map.entry("Event.waitFor", EventWait::new),
                Map.entry("Queue.join", QueueJoin::new));
    }

    /** Runs what does not wait, without a task. */
    static void atOnce(Coroutine<?> coroutine) {
        assertFalse(coroutine.next(), coroutine.toString());
    }

    private static final class LockAcquire extends Operation {

        private final Lock lock = new Lock();
        private int released;

        LockAcquire(EventLoop loop) {
            super(loop);
            atOnce(lock.acquire());
        }

        @Override
        Awaitable<?> start(int number) {
            return lock.acquire();
        }

        /** The second time, the one that has the lock releases it; if nobody has, there is nothing to provide. */
        @Override
        void provide() {
            if (lock.isLocked()) {
                lock.release();
                released++;
            }
        }

        @Override
        int left() {
            return lock.isLocked() ? 0 : 1;
        }

        @Override
        void check(List<? extends Task<?>> tasks, int provided) {
            super.check(tasks, released);
        }
    }

    private static final class SemaphoreAcquire extends Operation {

        private final Semaphore semaphore;

        SemaphoreAcquire(EventLoop loop, Semaphore semaphore) {
            super(loop);
            this.semaphore = semaphore;
            atOnce(semaphore.acquire());
            atOnce(semaphore.acquire());
        }

        @Override
        Awaitable<?> start(int number) {
            return semaphore.acquire();
        }

        @Override
        void provide() {
            semaphore.release();
        }

        @Override
        int left() {
            return semaphore.availablePermits();
        }
    }

    private static final class LimiterAcquire extends Operation {

        private final CapacityLimiter limiter = new CapacityLimiter(2);
        private int provided;

        LimiterAcquire(EventLoop loop) {
            super(loop);
            atOnce(limiter.acquireFor("before 0"));
            atOnce(limiter.acquireFor("before 1"));
        }

        @Override
        Awaitable<?> start(int number) {
            return limiter.acquireFor(number);
        }

        @Override
        void provide() {
            limiter.releaseFor("before " + provided++);
        }

        @Override
        int left() {
            return limiter.availableTokens();
        }

        @Override
        void check(List<? extends Task<?>> tasks, int wakeUps) {
            super.check(tasks, wakeUps);
            assertEquals(
                    2 - wakeUps + tasks.stream().filter(Operation::hasSucceeded).count(),
                    limiter.statistics().borrowers().size());
        }
    }

    private static final class QueueGet extends Operation {

        private final Queue<Integer> queue;
        private int provided;

        QueueGet(EventLoop loop, Queue<Integer> queue) {
            super(loop);
            this.queue = queue;
        }

        @Override
        Awaitable<?> start(int number) {
            return queue.get();
        }

        @Override
        void provide() {
            queue.putNowait(provided++);
        }

        @Override
        int left() {
            return queue.size();
        }
    }

    /** What is waited for is room. */
    private static final class QueuePut extends Operation {

        private final Queue<Integer> queue = new Queue<>(2);
        private final List<Integer> got = new ArrayList<>();

        QueuePut(EventLoop loop) {
            super(loop);
            queue.putNowait(-1);
            queue.putNowait(-2);
        }

        @Override
        Awaitable<?> start(int number) {
            return queue.put(number);
        }

        @Override
        void provide() {
            got.add(queue.getNowait());
        }

        @Override
        int left() {
            return queue.maxSize() - queue.size();
        }

        @Override
        void check(List<? extends Task<?>> tasks, int provided) {
            super.check(tasks, provided);
            List<Integer> expected = new ArrayList<>(List.of(-1, -2));
            for (int number = 0; number < tasks.size(); number++) {
                if (hasSucceeded(tasks.get(number))) {
                    expected.add(number);
                }
            }
            while (!queue.isEmpty()) {
                got.add(queue.getNowait());
            }
            assertEquals(expected, got.subList(0, expected.size()), "what was put, in order");
        }
    }

    private abstract static class OnChannel extends Operation {

        final Channel<Integer> channel;
        final Sender<Integer> sender;
        final Receiver<Integer> receiver;
        int provided;

        OnChannel(EventLoop loop, int capacity) {
            super(loop);
            channel = Channel.open(capacity);
            sender = channel.sender();
            receiver = channel.receiver();
        }

        @Override
        void provide() {
            sender.sendNowait(provided++);
        }

        @Override
        int left() {
            return receiver.statistics().items();
        }
    }

    private static final class ChannelReceive extends OnChannel {

        ChannelReceive(EventLoop loop) {
            super(loop, 2);
        }

        @Override
        Awaitable<?> start(int number) {
            return receiver.receive();
        }
    }

    private static final class ChannelHasNext extends OnChannel {

        ChannelHasNext(EventLoop loop) {
            super(loop, 2);
        }

        @Override
        Awaitable<?> start(int number) {
            return nextOf(receiver);
        }

        @Async
        private static Coroutine<Integer> nextOf(Receiver<Integer> receiver) {
            await(receiver.hasNext());
            return Coroutine.of(receiver.next());
        }
    }

    /** What is waited for is room. */
    private static final class ChannelSend extends OnChannel {

        ChannelSend(EventLoop loop) {
            super(loop, 2);
            sender.sendNowait(-1);
            sender.sendNowait(-2);
        }

        @Override
        Awaitable<?> start(int number) {
            return sender.send(number);
        }

        @Override
        void provide() {
            receiver.receiveNowait();
        }

        @Override
        int left() {
            return 2 - super.left();
        }
    }

    private abstract static class Rendezvous extends OnChannel {

        final List<Task<?>> others = new ArrayList<>();

        Rendezvous(EventLoop loop) {
            super(loop, 0);
        }

        @Override
        int left() {
            return (int) others.stream().filter(task -> !task.done()).count();
        }
    }

    private static final class RendezvousReceive extends Rendezvous {

        RendezvousReceive(EventLoop loop) {
            super(loop);
        }

        @Override
        Awaitable<?> start(int number) {
            return receiver.receive();
        }

        @Override
        void provide() {
            others.add(loop.createTask(sender.send(provided++)));
        }

        /** What was sent to one that was then cancelled waits in the channel. */
        @Override
        int left() {
            return super.left() + receiver.statistics().items();
        }
    }

    private static final class RendezvousSend extends Rendezvous {

        RendezvousSend(EventLoop loop) {
            super(loop);
        }

        @Override
        Awaitable<?> start(int number) {
            return sender.send(number);
        }

        @Override
        void provide() {
            others.add(loop.createTask(receiver.receive()));
        }
    }

    private static final class ConditionWait extends Operation {

        private final Condition condition = new Condition();

        ConditionWait(EventLoop loop) {
            super(loop);
        }

        @Override
        Awaitable<?> start(int number) {
            return condition.with(() -> {
                await(condition.waitFor());
                return Coroutine.done();
            });
        }

        @Override
        void provide() {
            loop.createTask(condition.with(() -> {
                condition.signal();
                return Coroutine.done();
            }));
        }

        @Override
        int left() {
            return 0;
        }

        /** A signal is lost only if nobody waits when it comes. */
        @Override
        void check(List<? extends Task<?>> tasks, int provided) {
            long uncancelled = tasks.stream().filter(task -> !task.cancelled()).count();
            long succeeded = tasks.stream().filter(Operation::hasSucceeded).count();
            assertTrue(succeeded >= Math.min(provided, uncancelled), "each signal has woken one");
            assertTrue(succeeded <= provided, "and no more");
            assertFalse(condition.isLocked());
        }
    }

    /** All that wait go on together; and the others that are cancelled take nothing from them. */
    private abstract static class ForAll extends Operation {

        ForAll(EventLoop loop) {
            super(loop);
        }

        @Override
        int left() {
            return 0;
        }

        @Override
        void check(List<? extends Task<?>> tasks, int provided) {
            assertTrue(tasks.stream().allMatch(Task::done));
            assertEquals(true, tasks.stream().allMatch(task -> task.cancelled() || hasSucceeded(task)));
        }
    }

    private static final class EventWait extends ForAll {

        private final Event event = new Event();

        EventWait(EventLoop loop) {
            super(loop);
        }

        @Override
        Awaitable<?> start(int number) {
            return event.waitFor();
        }

        @Override
        void provide() {
            event.set();
            event.clear();
        }
    }

    private static final class QueueJoin extends ForAll {

        private final Queue<Integer> queue = new Queue<>();

        QueueJoin(EventLoop loop) {
            super(loop);
            queue.putNowait(0);
        }

        @Override
        Awaitable<?> start(int number) {
            return queue.join();
        }

        @Override
        void provide() {
            if (!queue.isEmpty()) {
                queue.getNowait();
                queue.taskDone();
            }
        }
    }
}

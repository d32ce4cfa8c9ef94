package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.it.conformance.Awaited.raises;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.sync.Event;
import dev.reprise.sync.LifoQueue;
import dev.reprise.sync.PriorityQueue;
import dev.reprise.sync.Queue;
import dev.reprise.sync.QueueEmpty;
import dev.reprise.sync.QueueFull;
import dev.reprise.sync.QueueShutDown;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_queues.py}. */
class QueuesTest {

    private static final Duration SOON = Duration.ofMillis(10);

    /** Puts 1, 3 and 2, and returns them as they are got. */
    @Async
    private static Coroutine<List<Integer>> throughput(Queue<Integer> queue) {
        for (int item : new int[] {1, 3, 2}) {
            await(queue.put(item));
        }
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            items.add(await(queue.get()));
        }
        return Coroutine.of(items);
    }

    @Nested
    class QueueBasicTests {

        @Test
        void testFull() {
            VirtualLoop.run(() -> {
                Queue<Integer> unbounded = new Queue<>();
                await(unbounded.put(1));
                assertFalse(unbounded.isFull());
                Queue<Integer> queue = new Queue<>(1);
                assertFalse(queue.isFull());
                await(queue.put(1));
                assertTrue(queue.isFull());
                return Coroutine.done();
            });
        }

        @Test
        void testOrder() {
            assertEquals(List.of(1, 3, 2), VirtualLoop.run(() -> throughput(new Queue<>())));
        }

        @Test
        void testMaxsize() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>(2);
                assertEquals(2, queue.maxSize());
                List<Integer> put = new ArrayList<>();
                Task<Void> putter = createTask(putting(queue, 3, put));
                await(interrupt());
                await(interrupt());
                assertEquals(List.of(0, 1), put, "the third waits");
                assertEquals(0, await(queue.get()));
                await(interrupt());
                assertEquals(List.of(0, 1, 2), put);
                assertEquals(1, await(queue.get()));
                assertEquals(2, await(queue.get()));
                assertTrue(putter.done());
                return Coroutine.done();
            });
        }

        @Async
        private static Coroutine<Void> putting(Queue<Integer> queue, int count, List<Integer> put) {
            for (int i = 0; i < count; i++) {
                await(queue.put(i));
                put.add(i);
            }
            return Coroutine.done();
        }
    }

    @Nested
    class QueueGetTests {

        @Test
        void testBlockingGet() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>();
                queue.putNowait(1);
                assertEquals(1, await(queue.get()));
                return Coroutine.done();
            });
        }

        /** A get wakes the put that waits. */
        @Test
        void testGetWithPutters() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>(1);
                await(queue.put(1));
                Task<Void> putter = createTask(queue.put(2));
                await(interrupt());
                assertFalse(putter.done());
                assertEquals(1, await(queue.get()));
                await(interrupt());
                assertTrue(putter.done());
                assertEquals(2, queue.getNowait());
                return Coroutine.done();
            });
        }

        @Test
        void testBlockingGetWait() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>();
                Event started = new Event();
                Task<Integer> getter = createTask(getting(queue, started));
                await(started.waitFor());
                assertFalse(getter.done());
                EventLoop.current().callLater(SOON, () -> queue.putNowait(1));
                assertEquals(1, await(getter));
                assertEquals(SOON, EventLoop.current().time());
                return Coroutine.done();
            });
        }

        @Async
        private static Coroutine<Integer> getting(Queue<Integer> queue, Event started) {
            started.set();
            return queue.get();
        }

        @Test
        void testNonblockingGetException() {
            assertThrows(QueueEmpty.class, new Queue<Integer>()::getNowait);
        }

        @Test
        void testGetCancelledRace() {
            VirtualLoop.run(() -> {
                Queue<String> queue = new Queue<>();
                Task<String> cancelled = createTask(queue.get());
                Task<String> getter = createTask(queue.get());
                await(interrupt());
                cancelled.cancel();
                await(interrupt());
                assertTrue(cancelled.done());
                await(queue.put("a"));
                await(interrupt());
                assertEquals("a", await(getter));
                return Coroutine.done();
            });
        }

        @Test
        void testGetWithWaitingPutters() {
            VirtualLoop.run(() -> {
                Queue<String> queue = new Queue<>(1);
                createTask(queue.put("a"));
                createTask(queue.put("b"));
                assertEquals("a", await(queue.get()));
                assertEquals("b", await(queue.get()));
                return Coroutine.done();
            });
        }

        /** Neither side waits for ever when both go through a queue of one place. */
        @Test
        void testWhyAreGettersWaiting() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>(1);
                Task<Void> producer = createTask(producing(queue, 5));
                Task<List<Integer>> consumer = createTask(consuming(queue, 5));
                await(producer);
                assertEquals(List.of(0, 1, 2, 3, 4), await(consumer));
                return Coroutine.done();
            });
        }

        @Async
        private static Coroutine<Void> producing(Queue<Integer> queue, int count) {
            for (int i = 0; i < count; i++) {
                await(queue.put(i));
            }
            return Coroutine.done();
        }

        @Async
        private static Coroutine<List<Integer>> consuming(Queue<Integer> queue, int count) {
            List<Integer> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                items.add(await(queue.get()));
            }
            return Coroutine.of(items);
        }
    }

    @Nested
    class QueuePutTests {

        @Test
        void testBlockingPut() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>();
                await(queue.put(1));
                assertEquals(1, await(queue.get()));
                return Coroutine.done();
            });
        }

        @Test
        void testBlockingPutWait() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>(1);
                Event started = new Event();
                EventLoop.current().callLater(SOON, queue::getNowait);
                Task<Void> putter = createTask(puttingTwo(queue, started));
                await(started.waitFor());
                assertFalse(putter.done());
                await(putter);
                assertEquals(SOON, EventLoop.current().time());
                assertEquals(2, queue.getNowait());
                return Coroutine.done();
            });
        }

        @Async
        private static Coroutine<Void> puttingTwo(Queue<Integer> queue, Event started) {
            started.set();
            await(queue.put(1));
            await(queue.put(2));
            return Coroutine.done();
        }

        /** A reader that was woken for the first item and is cancelled leaves that item to the next. */
        @Test
        void testGetCancelDropOnePendingReader() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>();
                Task<Integer> reader = createTask(queue.get());
                await(interrupt());
                queue.putNowait(1);
                queue.putNowait(2);
                reader.cancel();
                await(raises(CancelledError.class, reader));
                assertEquals(1, await(queue.get()), "the first was not dropped");
                return Coroutine.done();
            });
        }

        @Test
        void testPutCancelDrop() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>(1);
                queue.putNowait(1);
                Task<Void> writer = createTask(queue.put(2));
                await(interrupt());
                assertEquals(1, queue.getNowait());
                writer.cancel();
                await(raises(CancelledError.class, writer));
                await(queue.put(2));
                assertEquals(2, queue.getNowait());
                assertEquals(0, queue.size());
                return Coroutine.done();
            });
        }

        @Test
        void testNonblockingPutException() {
            Queue<Integer> queue = new Queue<>(1);
            queue.putNowait(1);
            assertThrows(QueueFull.class, () -> queue.putNowait(2));
        }

        /** A put that does not wait is done before the getter goes on. */
        @Test
        void testPutCancelled() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = new Queue<>();
                Task<Void> putter = createTask(queue.put(1));
                assertEquals(1, await(queue.get()));
                assertTrue(putter.done());
                assertFalse(putter.cancelled());
                return Coroutine.done();
            });
        }

        @Test
        void testPutWithWaitingGetters() {
            VirtualLoop.run(() -> {
                Queue<String> queue = new Queue<>();
                Task<String> getter = createTask(queue.get());
                await(interrupt());
                await(queue.put("a"));
                assertEquals("a", await(getter));
                return Coroutine.done();
            });
        }
    }

    @Nested
    class LifoQueueTests {

        @Test
        void testOrder() {
            assertEquals(List.of(2, 3, 1), VirtualLoop.run(() -> throughput(new LifoQueue<>())));
        }
    }

    @Nested
    class PriorityQueueTests {

        @Test
        void testOrder() {
            assertEquals(List.of(1, 2, 3), VirtualLoop.run(() -> throughput(new PriorityQueue<>())));
        }
    }

    /** The cases of {@code join}, for each kind of queue. */
    abstract static class JoinCases {

        private int sum;
        private boolean running = true;

        abstract Queue<Integer> queue();

        @Test
        void testTaskDoneUnderflow() {
            assertThrows(IllegalStateException.class, queue()::taskDone);
        }

        /** Two workers take a hundred items; the join ends when the last is reported. */
        @Test
        void testTaskDone() {
            VirtualLoop.run(() -> {
                Queue<Integer> queue = queue();
                for (int i = 0; i < 100; i++) {
                    queue.putNowait(i);
                }
                Task<Void> one = createTask(worker(queue));
                Task<Void> other = createTask(worker(queue));
                await(queue.join());
                assertEquals(99 * 100 / 2, sum);
                running = false;
                queue.putNowait(0);
                queue.putNowait(0);
                await(gather(one, other));
                return Coroutine.done();
            });
        }

        @Async
        private Coroutine<Void> worker(Queue<Integer> queue) {
            while (running) {
                sum += await(queue.get());
                queue.taskDone();
            }
            return Coroutine.done();
        }
    }

    @Nested
    class QueueJoinTests extends JoinCases {
        @Override
        Queue<Integer> queue() {
            return new Queue<>();
        }
    }

    @Nested
    class LifoQueueJoinTests extends JoinCases {
        @Override
        Queue<Integer> queue() {
            return new LifoQueue<>();
        }
    }

    @Nested
    class PriorityQueueJoinTests extends JoinCases {
        @Override
        Queue<Integer> queue() {
            return new PriorityQueue<>();
        }
    }

    /** The cases of {@code shutdown}, for each kind of queue. */
    abstract static class ShutdownCases {

        abstract Queue<String> queue(int maxSize);

        @Async
        private static Coroutine<Void> checkIsShutDown(Queue<String> queue) {
            await(raises(QueueShutDown.class, queue.put("data")));
            assertThrows(QueueShutDown.class, () -> queue.putNowait("data"));
            await(raises(QueueShutDown.class, queue.get()));
            assertThrows(QueueShutDown.class, queue::getNowait);
            return Coroutine.done();
        }

        @Test
        void testShutdownEmpty() {
            VirtualLoop.run(() -> {
                Queue<String> queue = queue(0);
                Task<String> getter = createTask(queue.get());
                await(interrupt());
                queue.shutdown();
                assertEquals(0, queue.size());
                await(queue.join());
                await(interrupt());
                assertTrue(getter.done());
                await(raises(QueueShutDown.class, getter));
                await(checkIsShutDown(queue));
                return Coroutine.done();
            });
        }

        /** What is in the queue can still be got, and must still be reported. */
        @Test
        void testShutdownNonempty() {
            VirtualLoop.run(() -> {
                Queue<String> queue = queue(1);
                queue.putNowait("data");
                Task<Void> join = createTask(queue.join());
                Task<Void> putter = createTask(queue.put("data2"));
                await(interrupt());
                assertFalse(putter.done());
                queue.shutdown();
                assertEquals(1, queue.size());
                await(interrupt());
                assertTrue(putter.done());
                await(raises(QueueShutDown.class, putter));
                assertEquals("data", await(queue.get()));
                await(interrupt());
                assertFalse(join.done());
                await(checkIsShutDown(queue));
                queue.taskDone();
                await(interrupt());
                assertTrue(join.done());
                await(join);
                assertThrows(IllegalStateException.class, queue::taskDone);
                return Coroutine.done();
            });
        }

        /** What is in the queue is dropped, and counts as reported. */
        @Test
        void testShutdownImmediate() {
            VirtualLoop.run(() -> {
                Queue<String> queue = queue(0);
                queue.putNowait("data");
                Task<Void> join = createTask(queue.join());
                queue.shutdown(true);
                assertEquals(0, queue.size());
                await(interrupt());
                assertTrue(join.done());
                await(join);
                await(checkIsShutDown(queue));
                assertThrows(IllegalStateException.class, queue::taskDone);
                return Coroutine.done();
            });
        }
    }

    @Nested
    class QueueShutdownTests extends ShutdownCases {
        @Override
        Queue<String> queue(int maxSize) {
            return new Queue<>(maxSize);
        }
    }

    @Nested
    class LifoQueueShutdownTests extends ShutdownCases {
        @Override
        Queue<String> queue(int maxSize) {
            return new LifoQueue<>(maxSize);
        }
    }

    @Nested
    class PriorityQueueShutdownTests extends ShutdownCases {
        @Override
        Queue<String> queue(int maxSize) {
            return new PriorityQueue<>(maxSize);
        }
    }
}

package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.waitFor;
import static dev.reprise.it.conformance.Awaited.raises;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Promise;
import dev.reprise.sync.Acquirable;
import dev.reprise.sync.Barrier;
import dev.reprise.sync.BoundedSemaphore;
import dev.reprise.sync.BrokenBarrier;
import dev.reprise.sync.Condition;
import dev.reprise.sync.Event;
import dev.reprise.sync.Lock;
import dev.reprise.sync.Semaphore;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_locks.py}. */
class LocksTest {

    private final List<Object> log = new ArrayList<>();

    /** Acquires and logs, without a release. */
    @Async
    private Coroutine<Void> taking(Acquirable lock, Object name) {
        await(lock.acquire());
        log.add(name);
        return Coroutine.done();
    }

    /** Cancels a task in the next pass, before its own step there if it was ready by then. */
    private static void cancelSoon(Task<?> task) {
        EventLoop.current().callSoon(task::cancel);
    }

    @Async
    private static Coroutine<Void> ended(List<? extends Task<?>> tasks) {
        for (Task<?> task : tasks) {
            await(task);
        }
        return Coroutine.done();
    }

    private static <T extends @Nullable Object> List<Task<T>> tasks(
            int count, AsyncCallable<T, RuntimeException> block) {
        return Stream.generate(() -> createTask(VirtualLoop.coroutine(block)))
                .limit(count)
                .toList();
    }

    @Nested
    class LockTests {

        private final Lock lock = new Lock();

        @Test
        void testAcquire() {
            VirtualLoop.run(() -> {
                await(lock.acquire());
                Task<Void> one = createTask(taking(lock, 1));
                Task<Void> two = createTask(taking(lock, 2));
                await(interrupt());
                assertEquals(List.of(), log);
                lock.release();
                await(interrupt());
                assertEquals(List.of(1), log);
                await(interrupt());
                assertEquals(List.of(1), log);
                Task<Void> three = createTask(taking(lock, 3));
                lock.release();
                await(interrupt());
                assertEquals(List.of(1, 2), log);
                lock.release();
                await(interrupt());
                assertEquals(List.of(1, 2, 3), log);
                assertTrue(one.done() && two.done() && three.done());
                return Coroutine.done();
            });
        }

        @Test
        void testAcquireCancel() {
            VirtualLoop.run(() -> {
                await(lock.acquire());
                Task<Void> task = createTask(lock.acquire());
                cancelSoon(task);
                await(raises(CancelledError.class, task));
                assertEquals("<Lock locked>", lock.toString(), "and nobody waits");
                return Coroutine.done();
            });
        }

        /** B is cancelled in the pass in which A releases: C gets the lock. */
        @Test
        void testCancelRace() {
            VirtualLoop.run(() -> {
                Promise<String> gate = EventLoop.current().createPromise();
                Task<String> a = createTask(lock.with(() -> Coroutine.of(await(gate))));
                await(interrupt());
                assertTrue(lock.isLocked());
                Task<String> b = createTask(lock.with(() -> Coroutine.of("B")));
                Task<String> c = createTask(lock.with(() -> Coroutine.of("C")));
                await(interrupt());
                assertFalse(b.done() || c.done());
                gate.setResult("A");
                b.cancel();
                await(interrupt());
                assertFalse(lock.isLocked());
                assertTrue(a.done());
                assertTrue(b.cancelled());
                assertEquals("C", await(c));
                return Coroutine.done();
            });
        }

        /** One that is cancelled and would have been woken by the release leaves the lock to the next. */
        @Test
        void testFinishedWaiterCancelled() {
            VirtualLoop.run(() -> {
                await(lock.acquire());
                assertTrue(lock.isLocked());
                Task<Void> b = createTask(lock.acquire());
                await(interrupt());
                Task<Void> c = createTask(lock.acquire());
                b.cancel();
                lock.release();
                await(interrupt());
                assertTrue(lock.isLocked());
                assertTrue(b.cancelled());
                await(c);
                return Coroutine.done();
            });
        }

        @Test
        void testReleaseNotAcquired() {
            assertThrows(IllegalStateException.class, lock::release);
        }

        @Test
        void testContextManager() {
            VirtualLoop.run(() -> {
                assertFalse(lock.isLocked());
                boolean locked = await(lock.with(() -> Coroutine.of(lock.isLocked())));
                assertTrue(locked);
                assertFalse(lock.isLocked());
                return Coroutine.done();
            });
        }
    }

    @Nested
    class EventTests {

        private final Event event = new Event();

        @Async
        private Coroutine<Void> waiting(Object name) {
            await(event.waitFor());
            log.add(name);
            return Coroutine.done();
        }

        /** The third has not started when the event is set, so it does not wait at all. */
        @Test
        void testWait() {
            VirtualLoop.run(() -> {
                assertFalse(event.isSet());
                Task<Void> one = createTask(waiting(1));
                Task<Void> two = createTask(waiting(2));
                await(interrupt());
                assertEquals(List.of(), log);
                Task<Void> three = createTask(waiting(3));
                event.set();
                await(interrupt());
                assertEquals(List.of(3, 1, 2), log);
                assertTrue(one.done() && two.done() && three.done());
                return Coroutine.done();
            });
        }

        @Test
        void testWaitCancel() {
            VirtualLoop.run(() -> {
                Task<Void> task = createTask(event.waitFor());
                cancelSoon(task);
                await(raises(CancelledError.class, task));
                assertEquals("<Event unset>", event.toString(), "and nobody waits");
                return Coroutine.done();
            });
        }

        @Test
        void testClear() {
            assertFalse(event.isSet());
            event.set();
            assertTrue(event.isSet());
            event.clear();
            assertFalse(event.isSet());
        }
    }

    @Nested
    class ConditionTests {

        private final Condition condition = new Condition();

        private boolean wake;
        private int state;

        /** Waits and logs, and keeps the lock. */
        @Async
        private Coroutine<Void> waiting(Object name) {
            await(condition.acquire());
            await(condition.waitFor());
            log.add(name);
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> waitingAndReleasing(Object name) {
            await(waiting(name));
            condition.release();
            return Coroutine.done();
        }

        /** A signal does not give the lock: who is woken goes on when it is released. */
        @Test
        void testWait() {
            VirtualLoop.run(() -> {
                List<Task<Void>> tasks =
                        List.of(createTask(waiting(1)), createTask(waiting(2)), createTask(waiting(3)));
                await(interrupt());
                assertEquals(List.of(), log);
                assertFalse(condition.isLocked());
                await(condition.acquire());
                condition.signal();
                await(interrupt());
                assertEquals(List.of(), log);
                assertTrue(condition.isLocked());
                condition.release();
                await(interrupt());
                assertEquals(List.of(1), log);
                assertTrue(condition.isLocked());
                condition.signal(2);
                await(interrupt());
                assertEquals(List.of(1), log);
                assertTrue(condition.isLocked());
                condition.release();
                await(interrupt());
                assertEquals(List.of(1, 2), log);
                assertTrue(condition.isLocked());
                condition.release();
                await(interrupt());
                assertEquals(List.of(1, 2, 3), log);
                assertTrue(condition.isLocked());
                assertTrue(tasks.stream().allMatch(Task::done));
                return Coroutine.done();
            });
        }

        @Test
        void testWaitCancel() {
            VirtualLoop.run(() -> {
                await(condition.acquire());
                Task<Void> task = createTask(condition.waitFor());
                cancelSoon(task);
                await(raises(CancelledError.class, task));
                assertEquals("<Condition locked>", condition.toString(), "held again, and nobody waits");
                return Coroutine.done();
            });
        }

        /** A cancellation that finds the task on its way back to the lock is thrown when it has the lock. */
        @Test
        void testWaitCancelAfterNotify() {
            VirtualLoop.run(() -> {
                Task<Void> task = createTask(condition.with(() -> {
                    log.add("waits");
                    await(condition.waitFor());
                    return Coroutine.done();
                }));
                await(interrupt());
                await(condition.acquire());
                condition.signal();
                await(interrupt());
                task.cancel();
                await(interrupt());
                condition.release();
                await(interrupt());
                assertTrue(task.cancelled());
                assertEquals(List.of("waits"), log);
                return Coroutine.done();
            });
        }

        @Test
        void testWaitUnacquired() {
            VirtualLoop.run(() -> {
                await(raises(IllegalStateException.class, condition.waitFor()));
                return Coroutine.done();
            });
        }

        @Test
        void testWaitFor() {
            VirtualLoop.run(() -> {
                Task<Void> task = createTask(condition.with(() -> {
                    await(condition.waitFor(() -> wake));
                    log.add(1);
                    return Coroutine.done();
                }));
                await(interrupt());
                assertEquals(List.of(), log);
                await(signalling());
                await(interrupt());
                assertEquals(List.of(), log);
                wake = true;
                await(signalling());
                await(interrupt());
                assertEquals(List.of(1), log);
                assertTrue(task.done());
                return Coroutine.done();
            });
        }

        @Async
        private Coroutine<Void> signalling(int... counts) {
            await(condition.acquire());
            if (counts.length == 0) {
                condition.signal();
            }
            for (int count : counts) {
                condition.signal(count);
            }
            condition.release();
            return Coroutine.done();
        }

        @Test
        void testNotify() {
            VirtualLoop.run(() -> {
                List<Task<Void>> tasks = List.of(
                        createTask(waitingAndReleasing(1)),
                        createTask(waitingAndReleasing(2)),
                        createTask(waitingAndReleasing(3)));
                await(interrupt());
                assertEquals(List.of(), log);
                await(signalling(1));
                await(interrupt());
                assertEquals(List.of(1), log);
                await(signalling(1, 2048));
                await(interrupt());
                assertEquals(List.of(1, 2, 3), log);
                assertTrue(tasks.stream().allMatch(Task::done));
                return Coroutine.done();
            });
        }

        @Test
        void testNotifyAll() {
            VirtualLoop.run(() -> {
                List<Task<Void>> tasks =
                        List.of(createTask(waitingAndReleasing(1)), createTask(waitingAndReleasing(2)));
                await(interrupt());
                assertEquals(List.of(), log);
                await(condition.acquire());
                condition.signalAll();
                condition.release();
                await(interrupt());
                assertEquals(List.of(1, 2), log);
                assertTrue(tasks.stream().allMatch(Task::done));
                return Coroutine.done();
            });
        }

        @Test
        void testExplicitLock() {
            VirtualLoop.run(() -> {
                Lock lock = new Lock();
                Condition onLock = new Condition(lock);
                await(checkBothAreHeld(onLock, lock, onLock));
                await(checkBothAreHeld(lock, lock, onLock));
                return Coroutine.done();
            });
        }

        @Async
        private static Coroutine<Void> checkBothAreHeld(Acquirable acquired, Lock lock, Condition onLock) {
            assertFalse(lock.isLocked() || onLock.isLocked());
            await(acquired.with(() -> {
                assertTrue(lock.isLocked() && onLock.isLocked());
                await(interrupt());
                return Coroutine.done();
            }));
            assertFalse(lock.isLocked() || onLock.isLocked());
            return Coroutine.done();
        }

        /** A wait whose time is over has the lock again, so that the block around it can be left. */
        @Test
        void testTimeoutInBlock() {
            VirtualLoop.run(() -> {
                await(condition.with(() -> {
                    await(raises(TimedOutException.class, waitFor(condition.waitFor(), Duration.ofMillis(500))));
                    assertTrue(condition.isLocked());
                    return Coroutine.done();
                }));
                assertFalse(condition.isLocked());
                assertEquals(Duration.ofMillis(500), EventLoop.current().time());
                return Coroutine.done();
            });
        }

        /** The cancellation that ends the wait is delivered itself, not a copy. */
        @Test
        void testCancelledErrorWakeup() {
            VirtualLoop.run(() -> {
                Task<Void> task = createTask(condition.with(() -> {
                    CancelledError raised = await(raises(CancelledError.class, condition.waitFor(() -> wake)));
                    log.add(raised);
                    throw raised;
                }));
                await(interrupt());
                task.cancel("foo");
                CancelledError error = await(raises(CancelledError.class, task));
                assertEquals("foo", error.getMessage());
                assertSame(log.get(0), error);
                return Coroutine.done();
            });
        }

        /** A task that is cancelled when it was just signalled leaves the signal to the next. */
        @Test
        void testCancelledWakeup() {
            VirtualLoop.run(() -> {
                Task<Void> first = createTask(condition.with(this::consuming));
                Task<Void> second = createTask(condition.with(this::consuming));
                await(interrupt());
                await(condition.acquire());
                state++;
                condition.signal();
                first.cancel();
                condition.release();
                await(sleep(Duration.ofMillis(10)));
                assertEquals(0, state, "the second has consumed it");
                assertTrue(first.cancelled());
                await(condition.acquire());
                state = -1;
                condition.signalAll();
                condition.release();
                await(second);
                return Coroutine.done();
            });
        }

        @Async
        private Coroutine<Void> consuming() {
            while (true) {
                await(condition.waitFor(() -> state != 0));
                if (state < 0) {
                    return Coroutine.done();
                }
                state--;
            }
        }
    }

    @Nested
    class SemaphoreTests {

        @Test
        void testSemaphore() {
            Semaphore semaphore = new Semaphore();
            assertEquals(1, semaphore.availablePermits());
            assertFalse(semaphore.isLocked());
        }

        @Test
        void testAcquire() {
            VirtualLoop.run(() -> {
                Semaphore semaphore = new Semaphore(3);
                await(semaphore.acquire());
                await(semaphore.acquire());
                assertFalse(semaphore.isLocked());
                Task<Void> one = createTask(taking(semaphore, 1));
                Task<Void> two = createTask(taking(semaphore, 2));
                Task<Void> three = createTask(taking(semaphore, 3));
                await(interrupt());
                assertEquals(List.of(1), log);
                assertTrue(semaphore.isLocked());
                assertEquals(0, semaphore.availablePermits());
                Task<Void> four = createTask(taking(semaphore, 4));
                semaphore.release();
                semaphore.release();
                assertEquals(0, semaphore.availablePermits(), "both are reserved");
                await(interrupt());
                assertEquals(List.of(1, 2, 3), log);
                assertTrue(semaphore.isLocked());
                assertTrue(one.done() && two.done() && three.done());
                assertFalse(four.done());
                semaphore.release();
                await(four);
                return Coroutine.done();
            });
        }

        @Test
        void testAcquireCancel() {
            VirtualLoop.run(() -> {
                Semaphore semaphore = new Semaphore();
                await(semaphore.acquire());
                Task<Void> task = createTask(semaphore.acquire());
                cancelSoon(task);
                await(raises(CancelledError.class, task));
                assertEquals("<Semaphore 0 available>", semaphore.toString(), "and nobody waits");
                return Coroutine.done();
            });
        }

        /** The permit that comes with a cancellation of the first goes to the second. */
        @Test
        void testAcquireHang() {
            VirtualLoop.run(() -> {
                Semaphore semaphore = new Semaphore(0);
                Task<Void> one = createTask(semaphore.acquire());
                Task<Void> two = createTask(semaphore.acquire());
                await(interrupt());
                one.cancel();
                semaphore.release();
                await(interrupt());
                await(interrupt());
                assertTrue(semaphore.isLocked());
                assertTrue(two.done());
                return Coroutine.done();
            });
        }

        /** A permit that was reserved for one who is cancelled is free again. */
        @Test
        void testAcquireNoHang() {
            VirtualLoop.run(() -> {
                Semaphore semaphore = new Semaphore(1);
                List<Task<Void>> second = new ArrayList<>();
                Task<Void> first = createTask(VirtualLoop.coroutine(() -> {
                    await(semaphore.with(() -> interrupt()));
                    second.get(0).cancel();
                    return Coroutine.done();
                }));
                second.add(createTask(semaphore.with(() -> {
                    throw new AssertionError("entered");
                })));
                await(first);
                await(raises(CancelledError.class, second.get(0)));
                await(semaphore.acquire());
                return Coroutine.done();
            });
        }

        @Test
        void testReleaseNotAcquired() {
            assertThrows(IllegalStateException.class, new BoundedSemaphore()::release);
        }

        @Async
        private Coroutine<Void> twice(Semaphore semaphore, String name) {
            for (int i = 1; i <= 2; i++) {
                await(semaphore.acquire());
                log.add(name + i);
                await(sleep(Duration.ofMillis(10)));
                semaphore.release();
            }
            return Coroutine.done();
        }

        @Test
        void testAcquireFifoOrder() {
            VirtualLoop.run(() -> {
                Semaphore semaphore = new Semaphore(1);
                await(gather(twice(semaphore, "a"), twice(semaphore, "b"), twice(semaphore, "c")));
                assertEquals(List.of("a1", "b1", "c1", "a2", "b2", "c2"), log);
                return Coroutine.done();
            });
        }

        /** One that gives a permit back and wants one again does not overtake one that was woken but has not gone on. */
        @Test
        void testAcquireFifoOrder2() {
            VirtualLoop.run(() -> {
                Semaphore semaphore = new Semaphore(1);
                List<Task<Void>> tasks = List.of(
                        createTask(taking(semaphore, 1)),
                        createTask(VirtualLoop.coroutine(() -> {
                            await(taking(semaphore, 2));
                            semaphore.release();
                            await(taking(semaphore, 4));
                            return Coroutine.done();
                        })),
                        createTask(taking(semaphore, 3)));
                await(interrupt());
                semaphore.release();
                semaphore.release();
                await(ended(tasks));
                assertEquals(List.of(1, 2, 3, 4), log);
                return Coroutine.done();
            });
        }

        @Test
        void testAcquireFifoOrder3() {
            VirtualLoop.run(() -> {
                Semaphore semaphore = new Semaphore(0);
                Task<Void> one = createTask(taking(semaphore, 1));
                Task<Void> two = createTask(taking(semaphore, 2));
                Task<Void> three = createTask(taking(semaphore, 3));
                await(interrupt());
                one.cancel();
                await(interrupt());
                semaphore.release();
                semaphore.release();
                await(raises(CancelledError.class, one));
                await(ended(List.of(two, three)));
                assertEquals(List.of(2, 3), log);
                return Coroutine.done();
            });
        }
    }

    @Nested
    class BarrierTests {

        private static final int PARTIES = 5;

        private final Barrier barrier = new Barrier(PARTIES);

        private void assertIsIdle(Barrier idle) {
            assertEquals(0, idle.waiting());
            assertFalse(idle.isBroken());
        }

        @Test
        void testBarrier() {
            assertEquals("<Barrier filling, 0 of 5 waiting>", barrier.toString());
            assertEquals(PARTIES, barrier.parties());
            assertIsIdle(barrier);
        }

        @Test
        void testFillingTaskByTask() {
            VirtualLoop.run(() -> {
                Barrier three = new Barrier(3);
                List<Task<Integer>> tasks = new ArrayList<>();
                for (int waiting = 1; waiting < 3; waiting++) {
                    tasks.add(createTask(three.waitFor()));
                    await(interrupt());
                    assertEquals(waiting, three.waiting());
                    assertTrue(three.toString().contains("filling"));
                }
                tasks.add(createTask(three.waitFor()));
                await(interrupt());
                await(ended(tasks));
                assertIsIdle(three);
                return Coroutine.done();
            });
        }

        @Test
        void testFillingTasksWaitTwice() {
            VirtualLoop.run(() -> {
                await(ended(tasks(PARTIES, () -> {
                    await(barrier.waitFor());
                    log.add(1);
                    await(barrier.waitFor());
                    log.add(2);
                    return Coroutine.done();
                })));
                assertEquals(PARTIES, Collections.frequency(log, 1));
                assertEquals(PARTIES, Collections.frequency(log, 2));
                assertIsIdle(barrier);
                return Coroutine.done();
            });
        }

        @Test
        void testFillingTasksCheckReturnValue() {
            VirtualLoop.run(() -> {
                List<Integer> numbers = new ArrayList<>(await(gather(tasks(PARTIES, () -> {
                    await(barrier.waitFor());
                    return Coroutine.of(await(barrier.waitFor()));
                }))));
                Collections.sort(numbers);
                assertEquals(List.of(0, 1, 2, 3, 4), numbers);
                assertIsIdle(barrier);
                return Coroutine.done();
            });
        }

        /** The barrier fills again when the last has left, not before. */
        @Test
        void testDrainingState() {
            VirtualLoop.run(() -> {
                await(ended(tasks(PARTIES, () -> {
                    await(barrier.waitFor());
                    log.add(barrier.toString().contains("draining"));
                    return Coroutine.done();
                })));
                assertEquals(List.of(true, true, true, true, false), log);
                assertIsIdle(barrier);
                return Coroutine.done();
            });
        }

        /** Two come back while the others leave: they wait for the next round, which the others complete. */
        @Test
        void testBlockingTasksWhileDraining() {
            VirtualLoop.run(() -> {
                Barrier others = new Barrier(PARTIES - 2);
                await(ended(tasks(PARTIES, () -> {
                    await(barrier.waitFor());
                    log.add("first round");
                    if (log.size() > 2) {
                        await(others.waitFor());
                    }
                    await(barrier.waitFor());
                    log.add("second round");
                    return Coroutine.done();
                })));
                assertEquals(2 * PARTIES, log.size());
                assertEquals(PARTIES, log.indexOf("second round"));
                assertIsIdle(barrier);
                assertIsIdle(others);
                return Coroutine.done();
            });
        }

        @Test
        void testFillingTasksCancelOne() {
            VirtualLoop.run(() -> {
                Barrier three = new Barrier(3);
                Task<Integer> one = createTask(three.waitFor());
                await(interrupt());
                assertEquals(1, three.waiting());
                Task<Integer> two = createTask(three.waitFor());
                await(interrupt());
                assertEquals(2, three.waiting());
                one.cancel();
                await(interrupt());
                assertEquals(1, three.waiting());
                await(raises(CancelledError.class, one));
                assertTrue(one.cancelled());
                Task<Integer> third = createTask(three.waitFor());
                await(interrupt());
                assertEquals(2, three.waiting());
                await(gather(List.of(two, third, createTask(three.waitFor()))));
                assertIsIdle(three);
                return Coroutine.done();
            });
        }

        @Test
        void testResetBarrier() {
            Barrier one = new Barrier(1);
            one.reset();
            assertIsIdle(one);
        }

        @Test
        void testResetBarrierWhileTasksWaiting() {
            VirtualLoop.run(() -> {
                List<Task<BrokenBarrier>> tasks =
                        tasks(PARTIES - 1, () -> raises(BrokenBarrier.class, barrier.waitFor()));
                await(interrupt());
                barrier.reset();
                assertEquals(PARTIES - 1, await(gather(tasks)).size());
                assertIsIdle(barrier);
                assertFalse(barrier.toString().contains("resetting"));
                return Coroutine.done();
            });
        }

        @Test
        void testAbortBarrier() {
            Barrier one = new Barrier(1);
            one.abort();
            assertEquals(0, one.waiting());
            assertTrue(one.isBroken());
        }

        /** One of the tasks fails between two rounds and aborts: the others fail too, those that have not left yet as well. */
        @Test
        void testAbortBarrierWhenException() {
            VirtualLoop.run(() -> {
                await(ended(tasks(PARTIES, () -> {
                    try {
                        if (await(barrier.waitFor()) == PARTIES / 2) {
                            throw new IllegalArgumentException();
                        }
                        await(barrier.waitFor());
                        log.add("passed");
                    } catch (BrokenBarrier broken) {
                        log.add("broken");
                    } catch (IllegalArgumentException expected) {
                        barrier.abort();
                    }
                    return Coroutine.done();
                })));
                assertTrue(barrier.isBroken());
                assertEquals(Collections.nCopies(PARTIES - 1, "broken"), log);
                assertEquals(0, barrier.waiting());
                return Coroutine.done();
            });
        }
    }
}

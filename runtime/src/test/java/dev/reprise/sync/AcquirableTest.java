package dev.reprise.sync;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scoped form, and the loop that an object belongs to. */
class AcquirableTest extends SyncRun {

    @Test
    void theBlockRunsWithTheLockHeld() {
        Lock lock = new Lock();
        Coroutine<String> scope = lock.with(() -> {
            log.add(lock.isLocked());
            await(Sleep.interrupt());
            return Coroutine.of("result");
        });
        assertFalse(lock.isLocked(), "nothing runs before the await");
        assertEquals("result", run(scope));
        assertEquals(List.of(true), log);
        assertFalse(lock.isLocked());
    }

    @Test
    void aCheckedExceptionOfTheBlockIsThatOfTheScope() {
        Lock lock = new Lock();
        IOException failure = new IOException();
        assertEquals(failure, run(catching(lock, failure)));
        assertFalse(lock.isLocked());
    }

    @Async
    private static Coroutine<IOException> catching(Lock lock, IOException failure) {
        try {
            await(lock.with(() -> {
                await(Sleep.interrupt());
                throw failure;
            }));
            throw new AssertionError("it did not fail");
        } catch (IOException caught) {
            return Coroutine.of(caught);
        }
    }

    @Test
    void aBlockThatIsCancelledReleases() {
        Semaphore semaphore = new Semaphore(1);
        Task<Void> task = waiting(semaphore.with(() -> Coroutine.of(await(loop.<Void>createPromise()))));
        assertEquals(0, semaphore.availablePermits());
        task.cancel();
        onePass();
        assertTrue(task.cancelled());
        assertEquals(1, semaphore.availablePermits());
    }

    @Test
    void aTaskThatIsCancelledBeforeItsTurnReleasesNothing() {
        Semaphore semaphore = new Semaphore(0);
        Task<Void> task = waiting(semaphore.with(Coroutine::done));
        task.cancel();
        onePass();
        assertEquals(0, semaphore.availablePermits());
    }

    @Test
    void anUncontendedAcquireDoesNotWaitAndNeedsNoLoop() {
        Lock lock = new Lock();
        Event event = new Event();
        event.set();
        atOnce(lock.acquire());
        atOnce(event.waitFor());
        atOnce(new Semaphore(1).acquire());
        atOnce(new Condition().acquire());
        lock.release();
        assertSame("x", atOnce(lock.with(() -> Coroutine.of("x"))));
    }

    @Test
    void anObjectBelongsToTheLoopOnWhichItWasFirstWaitedFor() {
        Lock lock = new Lock();
        atOnce(lock.acquire());
        Task<Void> here = waiting(lock.acquire());
        try (EventLoop other = new EventLoop(new VirtualTime())) {
            String message = Thrown.message(IllegalStateException.class, () -> other.runUntilComplete(lock.acquire()));
            assertTrue(message.startsWith("<Lock locked, 1 waiting> belongs to another event loop"), message);
        }
        lock.release();
        run(here);
    }

    @Test
    void aQueueBelongsToOneLoopForAllThatWait() {
        Queue<Integer> queue = new Queue<>(1);
        Task<Integer> here = waiting(queue.get());
        queue.putNowait(1);
        try (EventLoop other = new EventLoop(new VirtualTime())) {
            assertThrows(IllegalStateException.class, () -> other.runUntilComplete(queue.put(2)));
            assertThrows(IllegalStateException.class, () -> other.runUntilComplete(queue.join()));
        }
        assertEquals(1, run(here));
    }

    @Test
    void aChannelBelongsToOneLoopForBothHalves() {
        Channel<Integer> channel = Channel.open(0);
        Task<Integer> here = waiting(channel.receiver().receive());
        channel.sender().sendNowait(1);
        try (EventLoop other = new EventLoop(new VirtualTime())) {
            assertThrows(
                    IllegalStateException.class,
                    () -> other.runUntilComplete(channel.sender().send(2)));
        }
        assertEquals(1, run(here));
    }

    @Test
    void aReleaseTooManyIsRefused() {
        assertThrows(IllegalStateException.class, new Lock()::release);
        assertThrows(IllegalStateException.class, new BoundedSemaphore(1)::release);
        assertThrows(IllegalArgumentException.class, () -> new Semaphore(-1));
        Condition condition = new Condition();
        assertThrows(IllegalStateException.class, condition::signal);
        assertThrows(IllegalStateException.class, condition::signalAll);
    }

    @Test
    void anEventWakesThoseThatWaitThoughItIsClearedAtOnce() {
        Event event = new Event();
        Task<Void> task = waiting(event.waitFor());
        event.set();
        event.clear();
        assertFalse(event.isSet());
        run(task);
        waiting(event.waitFor());
    }
}

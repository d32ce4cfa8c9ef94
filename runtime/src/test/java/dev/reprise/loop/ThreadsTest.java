package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop beside other threads, on the poller that really waits. */
@Timeout(10)
class ThreadsTest {

    private final CountingPoller poller = new CountingPoller(Poller.parking());
    private final CallbackLoop loop = new CallbackLoop(Clock.system(), poller);
    private final AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "the loop's thread");

    private void run() {
        loop.setExceptionHandler((from, context) -> end.set(context.exception()));
        try {
            loop.runForever();
        } catch (Throwable failure) {
            end.set(failure);
        }
    }

    /** Starts the loop and waits until it has nothing to do and its thread is parked. */
    private void startAndIdle() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        loop.callSoon(running::countDown);
        thread.start();
        running.await();
        awaitIdle();
    }

    private void awaitIdle() {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private void join() throws InterruptedException {
        thread.join();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (thread.isAlive()) {
            loop.callSoonThreadsafe(loop::stop);
            join();
        }
    }

    @Test
    void anotherThreadWakesAnIdleLoop() throws InterruptedException {
        startAndIdle();
        CountDownLatch called = new CountDownLatch(1);
        loop.callSoonThreadsafe(called::countDown);
        called.await();
    }

    @Test
    void anIdleLoopPollsOnceAWakeUp() throws InterruptedException {
        startAndIdle();
        for (int i = 0; i < 10; i++) {
            CountDownLatch called = new CountDownLatch(1);
            loop.callSoonThreadsafe(called::countDown);
            called.await();
            awaitIdle();
        }
        loop.callSoonThreadsafe(loop::stop);
        join();
        // Eleven waits, one a wake-up, and at most as many more that a late wake-up ended without anything to do.
        assertTrue(poller.polls.size() <= 22, () -> "polls: " + poller.polls.size());
        assertTrue(poller.polls.stream().allMatch(nanos -> nanos == Poller.FOREVER));
    }

    @Test
    void noCallFromAnyThreadIsLostAndThoseOfOneKeepTheirOrder() throws InterruptedException {
        int threads = 4;
        int calls = 50_000;
        CountDownLatch start = new CountDownLatch(1);
        List<List<Integer>> seen = new ArrayList<>();
        CountDownLatch left = new CountDownLatch(threads * calls);
        thread.start();
        for (int t = 0; t < threads; t++) {
            List<Integer> mine = new ArrayList<>();
            seen.add(mine);
            new Thread(() -> {
                        awaitUninterrupted(start);
                        for (int i = 0; i < calls; i++) {
                            int number = i;
                            loop.callSoonThreadsafe(() -> {
                                mine.add(number);
                                left.countDown();
                            });
                        }
                    })
                    .start();
        }
        start.countDown();
        left.await();
        for (List<Integer> mine : seen) {
            for (int i = 0; i < calls; i++) {
                assertEquals(i, mine.get(i));
            }
        }
    }

    @Test
    void aBusyLoopHearsOtherThreads() throws InterruptedException {
        keepBusy();
        thread.start();
        CountDownLatch called = new CountDownLatch(1);
        loop.callSoonThreadsafe(called::countDown);
        called.await();
    }

    private void keepBusy() {
        loop.callSoon(this::keepBusy);
    }

    @Test
    void aTimerEndsAWaitAndNotBefore() throws InterruptedException {
        long before = System.nanoTime();
        loop.callLater(Duration.ofMillis(20), loop::stop);
        thread.start();
        join();
        assertTrue(System.nanoTime() - before >= 20_000_000);
        assertTrue(poller.polls.size() <= 2, () -> "polls: " + poller.polls);
    }

    @Test
    void trap21AnInterruptEndsTheRunAndTheLoopCanRunAgain() throws InterruptedException {
        startAndIdle();
        thread.interrupt();
        join();
        assertInstanceOf(InterruptedException.class, end.get());
        assertFalse(loop.isRunning());
        loop.stop();
        loop.runForever();
    }

    @Test
    void trap21AnInterruptEndsABusyRunToo() throws InterruptedException {
        keepBusy();
        thread.start();
        thread.interrupt();
        join();
        assertInstanceOf(InterruptedException.class, end.get());
    }

    @Test
    void anInterruptLosesNoCallOfAnotherThread() {
        loop.callSoonThreadsafe(loop::stop);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, loop::runForever);
        loop.runForever();
    }

    @Test
    void trap24AThreadThatCancelledItsCallInTimeKnowsThatItWillNotRun() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> log = new ArrayList<>();
        loop.callSoonThreadsafe(() -> {
            busy.countDown();
            awaitUninterrupted(go);
        });
        Handle handle = loop.callSoonThreadsafe(() -> log.add("ran"));
        thread.start();
        busy.await();
        assertTrue(handle.cancel());
        assertFalse(handle.cancel(), "it was cancelled before");
        go.countDown();
        loop.callSoonThreadsafe(loop::stop);
        join();
        assertEquals(List.of(), log);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void whileTheLoopRunsOtherThreadsAreRefused() throws InterruptedException {
        Promise<String> promise = loop.createPromise();
        TimerHandle timer = loop.callLater(Duration.ofHours(1), () -> {});
        startAndWaitForATimer();
        assertRefused("callSoon", () -> loop.callSoon(() -> {}));
        assertRefused("callLater", () -> loop.callLater(Duration.ZERO, () -> {}));
        assertRefused("callAt", () -> loop.callAt(Duration.ZERO, () -> {}));
        assertRefused("stop", loop::stop);
        assertRefused("TimerHandle.cancel", timer::cancel);
        assertRefused("setResult", () -> promise.setResult("x"));
        assertRefused("setException", () -> promise.setException(new Exception()));
        assertRefused("cancel", promise::cancel);
        assertRefused("addDoneCallback", () -> promise.addDoneCallback(done -> {}));
        assertRefused("removeDoneCallback", () -> promise.removeDoneCallback(done -> {}));
        assertFalse(promise.done());
    }

    private void startAndWaitForATimer() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        loop.callSoon(running::countDown);
        thread.start();
        running.await();
    }

    private static void assertRefused(String operation, Thrown.Call call) {
        String message = Thrown.message(IllegalStateException.class, call);
        assertEquals(
                operation + " was called on thread " + Thread.currentThread().getName()
                        + ", but the loop runs on thread the loop's thread: go through callSoonThreadsafe",
                message);
    }

    @Test
    void betweenRunsAnyThreadMayFillTheLoop() throws InterruptedException {
        loop.stop();
        thread.start();
        join();
        loop.callSoon(loop::stop);
        loop.runForever();
        assertNull(end.get());
    }
}

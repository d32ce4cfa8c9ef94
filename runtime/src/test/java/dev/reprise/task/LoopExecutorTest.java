package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.TimedOutException;
import dev.reprise.loop.DeadlockException;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Promise;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopExecutorTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<ErrorContext> reported = new ArrayList<>();

    /** An executor that does nothing by itself. */
    private final Deque<Runnable> submitted = new ArrayDeque<>();

    private final List<String> log = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> reported.add(context));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void runSubmitted() throws InterruptedException {
        Thread thread = new Thread(submitted.remove());
        thread.start();
        thread.join();
    }

    @Test
    void theResultAndTheExceptionComeBack() throws InterruptedException {
        Promise<String> result = loop.runInExecutor(submitted::add, () -> "result");
        runSubmitted();
        assertEquals("result", loop.runUntilComplete(result));
        IOException failure = new IOException();
        Promise<String> failed = loop.runInExecutor(submitted::add, () -> {
            throw failure;
        });
        runSubmitted();
        assertSame(failure, assertThrows(IOException.class, () -> loop.runUntilComplete(failed)));
    }

    @Test
    void workThatIsCancelledBeforeAThreadTookItIsNeverRun() throws InterruptedException {
        Promise<Boolean> promise = loop.runInExecutor(submitted::add, () -> log.add("run"));
        assertTrue(promise.cancel("no longer"));
        assertFalse(promise.cancel());
        runSubmitted();
        assertEquals(List.of(), log);
        assertEquals("no longer", Thrown.message(CancelledError.class, () -> loop.runUntilComplete(promise)));
    }

    @Test
    void workThatRunsIsInterruptedAndWhatFollowsOnItsThreadIsNot() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Promise<Boolean> promise = loop.runInExecutor(submitted::add, () -> {
            begun.countDown();
            awaitUninterrupted(cancelled);
            return log.add("interrupted: " + Thread.currentThread().isInterrupted());
        });
        Promise<Boolean> next = loop.runInExecutor(
                submitted::add,
                () -> log.add("interrupted: " + Thread.currentThread().isInterrupted()));
        Thread thread = new Thread(() -> submitted.forEach(Runnable::run));
        thread.start();
        begun.await();
        promise.cancel();
        cancelled.countDown();
        loop.runUntilComplete(next);
        assertEquals(List.of("interrupted: true", "interrupted: false"), log);
        assertTrue(promise.cancelled());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            interrupted |= Thread.interrupted();
            Thread.onSpinWait();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCancelledTaskCancelsTheWorkThatItAwaits() throws InterruptedException {
        Task<Boolean> task = loop.createTask(Hand.awaiting(loop.runInExecutor(submitted::add, () -> log.add("run"))));
        loop.callSoon(task::cancel);
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(task));
        runSubmitted();
        assertEquals(List.of(), log);
    }

    @Test
    void anOutcomeThatComesAfterTheLoopWasClosedIsDropped() {
        Promise<String> promise = loop.runInExecutor(submitted::add, () -> "late");
        loop.close();
        submitted.remove().run();
        assertFalse(promise.done());
        assertEquals("the loop is closed", Thrown.message(IllegalStateException.class, this::submit));
    }

    private Promise<String> submit() {
        return loop.runInExecutor(submitted::add, () -> "never");
    }

    @Test
    void theExceptionsOfTheJdkForCancellationAndTimeoutAreConverted() throws InterruptedException {
        CancellationException cancellation = new CancellationException("cancelled there");
        TimeoutException timeout = new TimeoutException("too late there");
        InterruptedException interruption = new InterruptedException("interrupted there");
        assertSame(cancellation, outcome(cancellation, CancelledError.class).getCause());
        assertSame(timeout, outcome(timeout, TimedOutException.class).getCause());
        assertSame(interruption, outcome(interruption, CancelledError.class).getCause());
    }

    /** Checks the message on the way. */
    private Throwable outcome(Exception thrown, Class<? extends Throwable> expected) throws InterruptedException {
        Promise<String> promise = loop.runInExecutor(submitted::add, () -> {
            throw thrown;
        });
        runSubmitted();
        Throwable outcome = assertThrows(expected, () -> loop.runUntilComplete(promise));
        assertEquals(thrown.getMessage(), outcome.getMessage());
        return outcome;
    }

    @Test
    void anExecutorThatRefusesIsTheCallersProblem() {
        assertThrows(RejectedExecutionException.class, this::submitRefused);
        assertThrows(DeadlockException.class, () -> loop.runUntilComplete(loop.createPromise()));
    }

    private Promise<String> submitRefused() {
        return loop.runInExecutor(
                work -> {
                    throw new RejectedExecutionException();
                },
                () -> "never");
    }

    // ------------------------------------------------------------------------------------------- the default executor

    @Test
    void virtualTimeStandsStillDuringWorkOnOtherThreads() {
        assertEquals("result", loop.runUntilComplete(Threads.toThread(() -> "result")));
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    void theDefaultExecutorHasVirtualThreadsWhereTheJdkHas() throws Exception {
        Thread thread = loop.runUntilComplete(loop.<Thread>runInExecutor(null, Thread::currentThread));
        assertTrue(thread.getName().startsWith("reprise-worker-"), thread::getName);
        assertTrue(thread.isDaemon());
        boolean isExpected = Runtime.version().feature() >= 21;
        assertEquals(isExpected, isExpected && isVirtual(thread));
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return Boolean.TRUE.equals(Thread.class.getMethod("isVirtual").invoke(thread));
    }

    @Test
    void thePoolThatStandsInForThemHasNamedDaemonThreads() throws Exception {
        ExecutorService pool = DefaultExecutor.onPool();
        Thread thread = pool.submit(Thread::currentThread).get();
        pool.shutdown();
        assertTrue(thread.getName().startsWith("reprise-worker-"), thread::getName);
        assertTrue(thread.isDaemon());
    }

    @Test
    void shuttingDownWaitsForTheWork() {
        CountDownLatch begun = new CountDownLatch(1);
        Promise<Boolean> working = loop.runInExecutor(null, () -> {
            begun.await();
            return log.add("done");
        });
        loop.callSoon(begun::countDown);
        loop.runUntilComplete(loop.shutdownDefaultExecutor(Duration.ofMinutes(5)));
        assertEquals(List.of("done"), log);
        assertTrue(working.done());
        assertEquals(List.of(), reported);
        assertTrue(Thrown.message(IllegalStateException.class, () -> submitToDefault())
                .startsWith("the default executor was shut down"));
    }

    private Promise<String> submitToDefault() {
        return loop.runInExecutor(null, () -> "never");
    }

    @Test
    void whatNobodyUsedNeedsNoShutdown() {
        loop.runUntilComplete(loop.shutdownDefaultExecutor());
        assertTrue(Thrown.message(IllegalStateException.class, () -> submitToDefault())
                .startsWith("the default executor was shut down"));
    }

    @Test
    void aCancelledShutdownWaitsNoLonger() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        loop.setDefaultExecutor(executor);
        loop.runInExecutor(null, () -> {
            never.await();
            return "end";
        });
        Task<Void> shutdown = loop.createTask(loop.shutdownDefaultExecutor());
        loop.callSoon(() -> loop.callSoon(shutdown::cancel));
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(shutdown));
        never.countDown();
        assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
    }

    @Test
    void closingTheLoopShutsTheDefaultExecutorDownWithoutWaiting() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        loop.setDefaultExecutor(executor);
        loop.runInExecutor(null, () -> {
            end.await();
            return "end";
        });
        loop.close();
        assertTrue(executor.isShutdown());
        end.countDown();
        assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
    }
}

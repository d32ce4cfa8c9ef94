package dev.reprise.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FuturesTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final CompletableFuture<String> future = new CompletableFuture<>();
    private final List<ErrorContext> reported = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> reported.add(context));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void runBriefly() {
        loop.stop();
        loop.runForever();
    }

    // ------------------------------------------------------------------------------------------- stage to coroutine

    @Test
    void anAwaitOfAStageEvaluatesToItsResult() {
        loop.callSoon(() -> future.complete("result"));
        assertEquals("result!", loop.runUntilComplete(Futures.wrapFuture(loop, future.thenApply(text -> text + "!"))));
    }

    @Test
    void theExceptionOfAStageComesOutOfItsWrappers() {
        IOException failure = new IOException();
        future.completeExceptionally(failure);
        Promise<String> promise =
                Futures.wrapFuture(loop, future.thenApply(x -> x).thenApply(x -> x));
        assertSame(failure, assertThrows(IOException.class, () -> loop.runUntilComplete(promise)));
    }

    @Test
    void aCancelledStageCancelsWhoAwaitsIt() {
        Promise<String> promise = Futures.wrapFuture(loop, future.thenApply(x -> x));
        future.cancel(false);
        CancelledError error = assertThrows(CancelledError.class, () -> loop.runUntilComplete(promise));
        assertInstanceOf(CancellationException.class, error.getCause());
        assertTrue(promise.cancelled());
    }

    @Test
    void aStageThatTimesOutIsATimedOutException() {
        TimeoutException timeout = new TimeoutException("there");
        future.completeExceptionally(timeout);
        TimedOutException error =
                assertThrows(TimedOutException.class, () -> loop.runUntilComplete(Futures.wrapFuture(loop, future)));
        assertSame(timeout, error.getCause());
    }

    @Test
    void aStageThatWasInterruptedDoesNotEndTheLoop() {
        future.completeExceptionally(new InterruptedException("there"));
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(Futures.wrapFuture(loop, future)));
    }

    @Test
    void cancellingTheAwaitCancelsTheFuture() {
        Task<String> task = loop.createTask(Hand.of((self, point) ->
                (point == 0 && self.wait(1, Futures.wrapFuture(future))) || self.end(self.<String>taken())));
        loop.callSoon(task::cancel);
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(task));
        assertTrue(future.isCancelled());
    }

    @Test
    void aStageThatHidesItsFutureIsLeftAlone() {
        CompletableFuture<String> hiding = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> toCompletableFuture() {
                throw new UnsupportedOperationException();
            }
        };
        Promise<String> promise = Futures.wrapFuture(loop, hiding);
        assertTrue(promise.cancel());
        assertFalse(promise.cancel());
        assertFalse(hiding.isDone());
    }

    @Test
    void aResultThatComesAfterTheLoopWasClosedIsDropped() {
        Promise<String> promise = Futures.wrapFuture(loop, future);
        loop.close();
        assertTrue(future.complete("late"));
        assertFalse(promise.done());
    }

    // ------------------------------------------------------------------------------------------- coroutine to future

    /** Waits for ever. */
    private Hand<String> endless() {
        return Hand.awaiting(loop.createPromise());
    }

    @Test
    void aTaskCompletesAFuture() throws Exception {
        CompletableFuture<String> result = Futures.runCoroutineThreadsafe(loop, Hand.yielding(1, "result"));
        assertFalse(result.isDone());
        loop.runUntilComplete(Futures.wrapFuture(loop, result));
        assertEquals("result", result.get());
    }

    @Test
    void theExceptionOfATaskIsTheCauseThatGetTells() {
        IOException failure = new IOException();
        CompletableFuture<String> result = Futures.runCoroutineThreadsafe(loop, Hand.failing(failure));
        runBriefly();
        loop.run();
        assertSame(failure, assertThrows(ExecutionException.class, result::get).getCause());
        assertEquals(List.of(), reported);
    }

    @Test
    void aTimeoutOfATaskIsThatOfTheJdk() {
        TimedOutException failure = new TimedOutException("too late");
        CompletableFuture<String> result = Futures.runCoroutineThreadsafe(loop, Hand.failing(failure));
        runBriefly();
        loop.run();
        Throwable cause = assertThrows(ExecutionException.class, result::get).getCause();
        assertInstanceOf(TimeoutException.class, cause);
        assertEquals("too late", cause.getMessage());
        assertSame(failure, cause.getCause());
    }

    @Test
    void aTaskThatIsCancelledCancelsTheFuture() {
        Task<String> task = loop.createTask(endless());
        CompletableFuture<String> result = Futures.toCompletableFuture(task);
        task.cancel("why");
        loop.run();
        assertTrue(result.isCancelled());
        assertThrows(CancellationException.class, result::get);
        // What get() throws is a new exception on newer JDKs.
        assertEquals(
                "why", result.handle((value, failure) -> failure.getMessage()).join());
    }

    @Test
    void trap24CancellingTheFutureReachesATaskWhoseLoopIsIdle() throws InterruptedException {
        EventLoop real = new EventLoop();
        CountDownLatch idle = new CountDownLatch(1);
        List<String> log = new ArrayList<>();
        Hand<String> waiting = Hand.of((self, point) -> {
            if (point == 0) {
                idle.countDown();
                return self.wait(1, real.createPromise());
            }
            log.add("unwound");
            return self.end(self.taken());
        });
        CompletableFuture<String> result = Futures.runCoroutineThreadsafe(real, waiting);
        Thread thread = new Thread(() -> {
            real.callSoonThreadsafe(() -> {}); // lets the task start before the run looks for tasks that are left
            real.stop();
            real.runForever();
            real.run();
        });
        thread.start();
        idle.await();
        assertTrue(result.cancel(true));
        thread.join();
        assertEquals(List.of("unwound"), log);
        real.close();
    }

    @Test
    void trap24CancellingTheFutureReachesATaskWhoseLoopIsBusy() {
        Hand<String> waiting = endless();
        CompletableFuture<String> result = Futures.runCoroutineThreadsafe(loop, waiting);
        loop.callSoon(() -> {
            loop.callSoon(() -> {
                assertEquals(1, loop.allTasks().size()); // it has been made and not begun
                assertTrue(result.cancel(true));
            });
        });
        runBriefly();
        loop.run();
        assertEquals(Coroutine.State.FAILED, waiting.state());
    }

    @Test
    void aFutureThatIsCancelledBeforeTheLoopHeardOfItStartsNothing() {
        Hand<String> waiting = endless();
        CompletableFuture<String> result = Futures.runCoroutineThreadsafe(loop, waiting);
        result.cancel(true);
        runBriefly();
        assertEquals(0, loop.allTasks().size());
        assertEquals(Coroutine.State.CLOSED, waiting.state());
    }

    @Test
    void aFutureThatEndsByItselfCancelsTheTask() {
        Task<String> task = loop.createTask(endless());
        CompletableFuture<String> result = Futures.toCompletableFuture(task);
        result.completeExceptionally(new TimeoutException());
        loop.run();
        assertTrue(task.cancelled());
    }

    @Test
    void afterTheLoopWasClosedNothingIsCancelled() {
        Promise<String> promise = loop.createPromise();
        CompletableFuture<String> result = Futures.toCompletableFuture(promise);
        loop.close();
        assertTrue(result.cancel(true));
        assertFalse(promise.done());
        assertThrows(IllegalStateException.class, () -> start(loop));
    }

    private static CompletableFuture<String> start(EventLoop loop) {
        return Futures.runCoroutineThreadsafe(loop, Hand.yielding(1, "never"));
    }

    @Test
    void anErrorBeforeTheTaskExistsGoesToTheFutureAndToTheHandler() throws Exception {
        Promise<String> foreign = new EventLoop(new VirtualTime()).createPromise();
        CompletableFuture<String> result = Futures.runCoroutineThreadsafe(loop, foreign);
        runBriefly();
        Throwable refused = assertThrows(ExecutionException.class, () -> result.get(0, TimeUnit.SECONDS))
                .getCause();
        assertInstanceOf(IllegalArgumentException.class, refused);
        assertEquals(1, reported.size());
        assertSame(refused, reported.get(0).exception());
    }
}

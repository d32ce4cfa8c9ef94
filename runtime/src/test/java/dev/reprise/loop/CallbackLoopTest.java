package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackLoopTest {

    private final VirtualTime time = new VirtualTime();
    private final CallbackLoop loop = new CallbackLoop(time, time);
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    private Runnable say(String what) {
        return () -> log.add(what);
    }

    /** Runs what is ready, once. */
    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    @Test
    void callbacksRunInTheOrderInWhichTheyWereScheduled() {
        loop.callSoon(say("a"));
        loop.callSoon(say("b"));
        loop.callSoon(say("c"));
        runOnce();
        assertEquals(List.of("a", "b", "c"), log);
    }

    @Test
    void trap16WhatACallbackSchedulesRunsAfterWhatWasReadyBefore() {
        loop.callSoon(() -> {
            log.add("a");
            loop.callSoon(say("from a"));
        });
        loop.callSoon(say("b"));
        loop.callSoon(() -> loop.callSoon(loop::stop));
        loop.runForever();
        assertEquals(List.of("a", "b", "from a"), log);
    }

    @Test
    void stopLetsRunWhatWasReadyAndLeavesTheRestForTheNextRun() {
        loop.callSoon(() -> {
            loop.callSoon(say("later"));
            loop.stop();
        });
        loop.callSoon(say("ready"));
        loop.runForever();
        assertEquals(List.of("ready"), log);
        runOnce();
        assertEquals(List.of("ready", "later"), log);
    }

    @Test
    void stoppedBeforehandItRunsOnceAndDoesNotWait() {
        loop.callLater(Duration.ofSeconds(1), say("timer"));
        runOnce();
        assertEquals(List.of(), log);
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    void runOnceRunsWhatIsReadyAndNotWhatComesOfIt() {
        loop.callSoon(() -> {
            log.add("a");
            loop.callSoon(say("from a"));
        });
        loop.callLater(Duration.ofSeconds(1), say("timer"));
        assertTrue(loop.runOnce());
        assertEquals(List.of("a"), log);
        assertFalse(loop.runOnce());
        assertEquals(List.of("a", "from a"), log);
        assertFalse(loop.runOnce());
        assertEquals(Duration.ZERO, loop.time());
        time.advance(Duration.ofSeconds(1));
        assertFalse(loop.runOnce());
        assertEquals(List.of("a", "from a", "timer"), log);
    }

    @Test
    void runOnceWithABudgetRunsUntilNothingIsReady() {
        countDown(100);
        assertFalse(loop.runOnce(Duration.ofHours(1)));
        assertEquals(List.of("0"), log);
        assertEquals(Duration.ZERO, loop.time());
    }

    private void countDown(int left) {
        if (left == 0) {
            log.add("0");
        } else {
            loop.callSoon(() -> countDown(left - 1));
        }
    }

    @Test
    void runOnceWithABudgetEndsAfterThePassThatUsesItUp() {
        long budget = 1_000_000;
        loop.callSoon(() -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < budget) {
                Thread.onSpinWait();
            }
            log.add("long");
            loop.callSoon(say("next pass"));
        });
        loop.callSoon(say("same pass"));
        assertTrue(loop.runOnce(Duration.ofNanos(budget)));
        assertEquals(List.of("long", "same pass"), log);
    }

    @Test
    void runOnceWithABudgetEndsWhenTheLoopIsStopped() {
        loop.callSoon(() -> {
            loop.stop();
            loop.callSoon(say("next pass"));
        });
        assertTrue(loop.runOnce(Duration.ofHours(1)));
        assertEquals(List.of(), log);
        assertFalse(loop.runOnce(Duration.ofHours(1)));
        assertEquals(List.of("next pass"), log);
    }

    @Test
    void aCancelledHandleDoesNotRun() {
        Handle handle = loop.callSoon(say("a"));
        loop.callSoon(say("b"));
        assertTrue(handle.cancel());
        assertTrue(handle.isCancelled());
        assertFalse(handle.cancel(), "it was cancelled before");
        runOnce();
        assertEquals(List.of("b"), log);
    }

    @Test
    void aHandleThatHasRunCannotBeCancelled() {
        Handle handle = loop.callSoon(say("a"));
        runOnce();
        assertFalse(handle.cancel());
        assertFalse(handle.isCancelled());
    }

    @Test
    void aHandleNamesItsCallbackUntilThatIsCancelled() {
        Runnable named = new Runnable() {
            @Override
            public void run() {}

            @Override
            public String toString() {
                return "hello";
            }
        };
        Handle handle = loop.callSoon(named);
        assertEquals("<Handle hello>", handle.toString());
        runOnce();
        assertEquals("<Handle done: hello>", handle.toString());
        TimerHandle timer = loop.callLater(Duration.ofSeconds(1), named);
        timer.cancel();
        assertEquals("<TimerHandle cancelled>", timer.toString());
    }

    @Test
    void anExceptionOfACallbackGoesToTheHandlerAndTheLoopGoesOn() {
        RuntimeException failure = new RuntimeException("boom");
        List<ErrorContext> reports = new ArrayList<>();
        loop.setExceptionHandler((from, context) -> reports.add(context));
        Handle handle = loop.callSoon(() -> {
            throw failure;
        });
        loop.callSoon(say("next"));
        runOnce();
        assertEquals(List.of("next"), log);
        assertEquals(List.of(new ErrorContext("unhandled exception in a callback", failure, handle)), reports);
    }

    @Test
    void trap21AFatalErrorEndsTheRunAndWhatWasReadyStaysReady() {
        InternalError fatal = new InternalError("the machine");
        loop.setExceptionHandler((from, context) -> log.add("reported"));
        loop.callSoon(() -> {
            throw fatal;
        });
        loop.callSoon(say("next"));
        assertSame(fatal, assertThrows(InternalError.class, loop::runForever));
        assertFalse(loop.isRunning());
        assertEquals(List.of(), log);
        runOnce();
        assertEquals(List.of("next"), log);
    }

    @Test
    void trap21TheFatalErrors() {
        assertTrue(CallbackLoop.isFatal(new OutOfMemoryError()));
        assertTrue(CallbackLoop.isFatal(new StackOverflowError()));
        assertTrue(CallbackLoop.isFatal(new InterruptedException()));
        assertFalse(CallbackLoop.isFatal(new AssertionError()));
        assertFalse(CallbackLoop.isFatal(new Exception()));
    }

    @Test
    void isRunningOnlyDuringARun() {
        assertFalse(loop.isRunning());
        loop.callSoon(() -> log.add("running: " + loop.isRunning()));
        runOnce();
        assertEquals(List.of("running: true"), log);
        assertFalse(loop.isRunning());
    }

    @Test
    void aLoopDoesNotRunInsideItself() {
        loop.callSoon(() -> log.add(Thrown.message(IllegalStateException.class, loop::runForever)));
        runOnce();
        assertEquals(List.of("the loop is already running: await what you need, or make a task of it"), log);
    }

    @Test
    void aLoopDoesNotRunInsideAnother() {
        CallbackLoop other = new CallbackLoop(time, time);
        loop.callSoon(() -> log.add(Thrown.message(IllegalStateException.class, other::runForever)));
        runOnce();
        assertTrue(log.get(0).startsWith("another loop is running on this thread"), log::toString);
        other.stop();
        other.runForever(); // and now it may
    }

    @Test
    void aClosedLoopTakesAndRunsNothing() {
        loop.callSoon(say("dropped"));
        loop.close();
        loop.close();
        assertTrue(loop.isClosed());
        assertThrows(IllegalStateException.class, () -> loop.callSoon(say("x")));
        assertThrows(IllegalStateException.class, () -> loop.callSoonThreadsafe(say("x")));
        assertThrows(IllegalStateException.class, () -> loop.callLater(Duration.ZERO, say("x")));
        assertThrows(IllegalStateException.class, () -> loop.callAt(Duration.ZERO, say("x")));
        assertThrows(IllegalStateException.class, loop::runForever);
        assertEquals(List.of(), log);
    }

    @Test
    void aRunningLoopCannotBeClosed() {
        loop.callSoon(() -> log.add(Thrown.message(IllegalStateException.class, loop::close)));
        runOnce();
        assertTrue(log.get(0).startsWith("a running loop cannot be closed"), log::toString);
        assertFalse(loop.isClosed());
    }

    @Test
    void closingALoopClosesItsPollerOnce() {
        CountingPoller poller = new CountingPoller(time);
        CallbackLoop closing = new CallbackLoop(time, poller);
        closing.close();
        closing.close();
        assertEquals(1, poller.closed);
    }
}

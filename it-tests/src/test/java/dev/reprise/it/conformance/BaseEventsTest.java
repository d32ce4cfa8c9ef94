package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.it.conformance.Thrown.assertSays;
import static dev.reprise.it.conformance.VirtualLoop.coroutine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.ExceptionHandler;
import dev.reprise.loop.Handle;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Poller;
import dev.reprise.loop.Promise;
import dev.reprise.loop.TimerHandle;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_base_events.py}: callbacks, runs and exception handlers. */
class BaseEventsTest {

    private final VirtualTime time = new VirtualTime();
    private final ScriptedPoller poller = new ScriptedPoller();
    private final EventLoop loop = new EventLoop(time, poller);
    private final List<Object> log = new ArrayList<>();
    private final Logged logged = new Logged();

    @AfterEach
    void nothingElseIsLogged() {
        loop.close();
        logged.close();
        assertEquals(List.of(), logged.records());
    }

    private void runBriefly() {
        loop.stop();
        loop.runForever();
    }

    /** Virtual time that notes how long the loop is ready to wait, and runs something at each poll. */
    private final class ScriptedPoller implements Poller {

        final List<Long> polls = new ArrayList<>();
        Runnable event = () -> {};

        @Override
        public void poll(long nanos) throws InterruptedException {
            polls.add(nanos);
            time.poll(nanos);
            event.run();
        }

        @Override
        public void wakeUp() {
            time.wakeUp();
        }
    }

    @Nested
    class BaseEventLoopTests {

        @Test
        void testCallSoon() {
            Handle handle = loop.callSoon(() -> log.add("called"));
            assertFalse(handle.isCancelled());
            assertEquals(List.of(), log, "not by callSoon itself");
            runBriefly();
            runBriefly();
            assertEquals(List.of("called"), log, "and only once");
        }

        @Test
        void testCallLaterNegativeDelays() {
            loop.callLater(Duration.ofSeconds(-1), () -> log.add("a"));
            loop.callLater(Duration.ofSeconds(-2), () -> log.add("b"));
            runBriefly();
            assertEquals(List.of("b", "a"), log);
        }

        @Test
        @SuppressWarnings("NullAway") // null is refused
        void testTimeAndCallAt() {
            Duration when = loop.time().plusMillis(100);
            TimerHandle handle = loop.callAt(when, loop::stop);
            assertEquals(when, handle.when());
            Duration before = loop.time();
            loop.runForever();
            assertEquals(Duration.ofMillis(100), loop.time().minus(before));
            assertThrows(NullPointerException.class, () -> loop.callAt(null, loop::stop));
        }

        @Test
        void testCheckThread() throws InterruptedException {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch checked = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                awaitUninterrupted(running);
                check();
                // The same on a thread that has a loop of its own.
                VirtualLoop.run(() -> {
                    check();
                    return Coroutine.done();
                });
                checked.countDown();
            });
            other.start();
            loop.callSoon(() -> {
                running.countDown();
                awaitUninterrupted(checked);
                loop.stop();
            });
            loop.runForever();
            other.join();
            assertEquals(List.of("callSoon", "callLater", "callAt", "callSoon", "callLater", "callAt"), log);
        }

        private void check() {
            assertRefused("callSoon", () -> loop.callSoon(() -> {}));
            assertRefused("callLater", () -> loop.callLater(Duration.ofSeconds(60), () -> {}));
            assertRefused("callAt", () -> loop.callAt(Duration.ofSeconds(60), () -> {}));
        }

        private void assertRefused(String operation, Runnable call) {
            assertSays(operation + " was called on thread", IllegalStateException.class, call::run);
            log.add(operation);
        }

        /** CPython cleans up when many timers are cancelled; here each is taken out at once, and never waited for. */
        @Test
        void testRunOnceCancelledEventCleanup() {
            loop.callLater(Duration.ofMinutes(50), loop::stop);
            for (int i = 0; i < 200; i++) {
                loop.callLater(Duration.ofSeconds(100 + i), () -> log.add("cancelled"))
                        .cancel();
                loop.callLater(Duration.ofHours(1).plusSeconds(i), () -> log.add("cancelled"))
                        .cancel();
            }
            loop.runForever();
            assertEquals(List.of(Duration.ofMinutes(50).toNanos()), poller.polls, "one wait, for the one that is left");
            assertEquals(List.of(), log);
            assertSays("no timer is set", IllegalStateException.class, loop::runForever);
        }

        @Test
        void testRunUntilCompleteLoop() {
            Promise<Void> promise = loop.createPromise();
            try (EventLoop other = new EventLoop(new VirtualTime())) {
                assertSays(
                        "belongs to another loop",
                        IllegalArgumentException.class,
                        () -> other.runUntilComplete(promise));
            }
        }

        @Test
        void testDefaultExcHandlerCallback() {
            ArithmeticException failure = new ArithmeticException("by zero");
            loop.callSoon(new Failing(failure));
            runBriefly();
            assertCallbackLogged(failure);

            loop.callLater(Duration.ofMillis(10), new Failing(failure));
            loop.callLater(Duration.ofMillis(10), loop::stop);
            loop.runForever();
            assertCallbackLogged(failure);
        }

        private void assertCallbackLogged(Throwable failure) {
            LogRecord record = logged.only();
            assertTrue(record.getMessage().contains("exception in a callback"), record::getMessage);
            assertTrue(record.getMessage().contains("the callback that fails"), record::getMessage);
            assertSame(failure, record.getThrown());
        }

        @Test
        void testDefaultExcHandlerCoro() {
            ArithmeticException failure = new ArithmeticException("by zero");
            Task<Void> task = loop.createTask(coroutine(() -> {
                await(sleep(Duration.ofMillis(10)));
                throw failure;
            }));
            task.addDoneCallback(done -> loop.stop());
            loop.runForever();
            assertEquals(List.of(), logged.records());
            loop.close();
            LogRecord record = logged.only();
            assertTrue(record.getMessage().contains("never retrieved"), record::getMessage);
            assertSame(failure, record.getThrown());
        }

        @Test
        void testSetExcHandlerCustom() {
            ArithmeticException failure = new ArithmeticException("by zero");
            assertEquals(Optional.empty(), loop.exceptionHandler());
            ExceptionHandler handler = (from, context) -> {
                assertSame(loop, from);
                log.add(context);
            };
            loop.setExceptionHandler(handler);
            assertEquals(Optional.of(handler), loop.exceptionHandler());

            Handle handle = loop.callSoon(new Failing(failure));
            runBriefly();
            assertEquals(1, log.size());
            ErrorContext context = (ErrorContext) log.remove(0);
            assertSame(failure, context.exception());
            assertSame(handle, context.source());
            assertTrue(context.message().contains("exception in a callback"), context::message);

            loop.setExceptionHandler(null);
            loop.callSoon(new Failing(failure));
            runBriefly();
            assertCallbackLogged(failure);
            assertEquals(List.of(), log);
        }

        @Test
        void testSetExcHandlerBroken() {
            ArithmeticException failure = new ArithmeticException("by zero");
            IllegalArgumentException broken = new IllegalArgumentException("spam");
            loop.setExceptionHandler((from, context) -> {
                throw broken;
            });
            loop.callSoon(new Failing(failure));
            runBriefly();
            LogRecord record = logged.only();
            assertTrue(record.getMessage().contains("exception in the exception handler"), record::getMessage);
            assertSame(broken, record.getThrown());
            assertEquals(List.of(failure), List.of(broken.getSuppressed()));
        }

        /** The loop ends with a fatal error, as CPython's does with KeyboardInterrupt. */
        @Test
        void testRunUntilCompleteBaseexception() {
            Error fatal = new InternalError("fatal");
            assertSame(
                    fatal,
                    assertThrows(
                            InternalError.class,
                            () -> loop.runUntilComplete(coroutine(() -> {
                                throw fatal;
                            }))));
            // Were its stop still scheduled, the next run would end before the second callback.
            loop.callSoon(() -> loop.callSoon(() -> {
                log.add("called");
                loop.stop();
            }));
            loop.runForever();
            assertEquals(List.of("called"), log);
        }

        @Test
        void testRunForeverPreStopped() {
            loop.stop();
            loop.runForever();
            assertEquals(List.of(0L), poller.polls, "it looks once and does not wait");
        }

        @Test
        void testSingleSelecterEventCallbackAfterStopping() {
            // The event is there until it is dealt with; each look finds it again.
            Handle[] found = new Handle[1];
            poller.event = () -> found[0] = loop.callSoon(() -> {
                log.add("event");
                loop.callSoon(() -> {
                    found[0].cancel();
                    poller.event = () -> {};
                });
            });
            for (int i = 0; i < 2; i++) {
                loop.stop();
                loop.runForever();
                assertEquals(List.of("event"), log);
            }
        }

        @Test
        void testRunOnce() {
            loop.callSoon(() -> log.add("called"));
            loop.callSoon(loop::stop);
            loop.runForever();
            assertEquals(List.of("called"), log);
        }

        /** A callback that fails. */
        private static final class Failing implements Runnable {

            private final RuntimeException failure;

            Failing(RuntimeException failure) {
                this.failure = failure;
            }

            @Override
            public void run() {
                throw failure;
            }

            @Override
            public String toString() {
                return "the callback that fails";
            }
        }
    }

    @Nested
    class BaseEventLoopWithSelectorTests {

        @Test
        void testLogSlowCallbacks() {
            Duration slow = Duration.ofMillis(100);
            LoopOptions options = LoopOptions.defaults().time(time).debug(true).slowCallback(slow);
            try (EventLoop debugged = new EventLoop(options)) {
                debugged.callSoon(new Stopping(debugged));
                debugged.runForever();
                assertSlow("the callback that stops");

                Task<Void> task = debugged.createTask(
                        coroutine(() -> {
                            time.advance(slow);
                            debugged.stop();
                            return Coroutine.done();
                        }),
                        "slow task");
                debugged.runForever();
                assertTrue(task.done());
                assertSlow("slow task");

                debugged.setDebug(false);
                debugged.callSoon(new Stopping(debugged));
                debugged.runForever();
                assertEquals(List.of(), logged.records());
            }
        }

        private void assertSlow(String entry) {
            String message = logged.only().getMessage();
            assertTrue(message.contains(entry), message);
            assertTrue(message.contains("took PT0.1S"), message);
        }

        /** A callback that takes time. */
        private final class Stopping implements Runnable {

            private final CallbackLoop stopped;

            Stopping(CallbackLoop stopped) {
                this.stopped = stopped;
            }

            @Override
            public void run() {
                time.advance(Duration.ofMillis(100));
                stopped.stop();
            }

            @Override
            public String toString() {
                return "the callback that stops";
            }
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}

package dev.reprise.junit;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.toThread;
import static dev.reprise.Reprise.waitFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.SuppressAsyncWarnings;
import dev.reprise.junit.TestLoop.Fault;
import dev.reprise.junit.TestLoop.Time;
import dev.reprise.loop.DeadlockException;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.opentest4j.TestAbortedException;

/** What makes a test fail, and what it then says. */
class FaultsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Async
    static Coroutine<Void> hourly() {
        while (true) {
            await(sleep(HOUR));
        }
    }

    @Async
    static Coroutine<Void> fails() throws IOException {
        await(interrupt());
        throw new IOException("disk full");
    }

    /** Matches lines in the order of the text; each begins with what stands there. */
    private static void assertLines(String message, String... begins) {
        List<String> lines = message.lines().toList();
        assertEquals(begins.length, lines.size(), message);
        for (int i = 0; i < begins.length; i++) {
            int line = i;
            assertTrue(lines.get(i).startsWith(begins[i]), () -> "line " + line + " of\n" + message);
        }
    }

    // ------------------------------------------------------------------------------------------------- the body fails

    static class Failing {
        @AsyncTest
        Coroutine<Void> throwsIt() throws IOException {
            createTask(hourly());
            await(fails());
            return Coroutine.done();
        }
    }

    @Test
    void theExceptionOfTheBodyIsTheFailure() {
        Throwable failure = Samples.of(Failing.class).failure();
        assertEquals("java.io.IOException: disk full", failure.toString());
        assertEquals(0, failure.getSuppressed().length, "what a failed test leaves is no news");
        assertTrue(List.of(failure.getStackTrace()).toString().contains("FaultsTest.java:"), "it names the line");
    }

    static class Aborted {
        @AsyncTest
        Coroutine<Void> assumes() {
            createTask(hourly());
            await(interrupt());
            throw new TestAbortedException("not here");
        }
    }

    @Test
    void anAssumptionAborts() {
        Samples.of(Aborted.class)
                .tests()
                .assertStatistics(events -> events.started(1).aborted(1).failed(0));
    }

    // ---------------------------------------------------------------------------------------------------------- hangs

    static class Hanging {
        @AsyncTest
        Coroutine<Void> forEver() {
            Promise<Void> never = EventLoop.current().createPromise();
            Task<Void> reader = EventLoop.current().createTask(waitsFor(never), "reader");
            await(reader);
            return Coroutine.done();
        }

        @Async
        static Coroutine<Void> waitsFor(Promise<Void> promise) {
            await(promise);
            return Coroutine.done();
        }
    }

    @Test
    void aHangTellsWhoWaitsForWhat() {
        Throwable failure = Samples.of(Hanging.class).failure();
        assertLines(
                String.valueOf(failure.getMessage()),
                "the test hangs: nothing is ready and no timer is set. These tasks wait:",
                "  Task 'forEver'",
                "      at async dev.reprise.junit.FaultsTest$Hanging.forEver(FaultsTest.java:",
                "      waits for Task 'reader'",
                "          at async dev.reprise.junit.FaultsTest$Hanging.waitsFor(FaultsTest.java:",
                "          waits for <Promise pending>",
                "End what they wait for. For work of other threads, of which the loop knows nothing, put the test on real"
                        + " time: @TestLoop(time = REAL).");
        assertEquals("forEver", failure.getStackTrace()[0].getMethodName());
        assertEquals(
                DeadlockException.class,
                Objects.requireNonNull(failure.getCause()).getClass());
    }

    static class Endless {
        @AsyncTest
        @Timeout(value = 50, unit = java.util.concurrent.TimeUnit.MILLISECONDS)
        Coroutine<Void> ticks() {
            await(hourly());
            return Coroutine.done();
        }
    }

    @Test
    void aTimeoutOfJunitEndsAnEndlessTest() {
        Throwable failure = Samples.of(Endless.class).failure();
        assertTrue(String.valueOf(failure.getMessage()).contains("timed out after 50 milliseconds"), failure::toString);
        Throwable interrupted = failure.getSuppressed()[0];
        assertEquals(InterruptedException.class, interrupted.getClass());
        String where = String.valueOf(interrupted.getSuppressed()[0].getMessage());
        assertTrue(where.startsWith("when the test was interrupted, these tasks waited:\n  Task 'ticks'\n"), where);
        assertTrue(where.contains("FaultsTest.hourly(FaultsTest.java:"), where);
    }

    // ------------------------------------------------------------------------------------------------ what is left
    // over

    static class LeavesATask {
        static final List<String> LOG = new ArrayList<>();

        @Async
        static Coroutine<Void> ticks() {
            try {
                await(hourly());
            } finally {
                LOG.add("unwound");
            }
            return Coroutine.done();
        }

        @AsyncTest
        Coroutine<Void> leaves() {
            createTask(ticks());
            await(sleep(HOUR));
            return Coroutine.done();
        }
    }

    @Test
    void aTaskThatIsLeftFailsTheTestAndIsCancelled() {
        LeavesATask.LOG.clear();
        assertLines(
                Samples.of(LeavesATask.class).message(),
                "a task was left over when the test ended:",
                "  Task 'Task-2'",
                "      at async dev.reprise.junit.FaultsTest.hourly(FaultsTest.java:",
                "      at async dev.reprise.junit.FaultsTest$LeavesATask.ticks(FaultsTest.java:",
                "      waits for <sleep until PT2H pending>",
                "Await what the test starts, or cancel it; if this is meant, @TestLoop(tolerates = TASKS_LEFT).");
        assertEquals(List.of("unwound"), LeavesATask.LOG);
    }

    static class LeavesATaskThatStays {
        @Async
        static Coroutine<Void> stays() {
            while (true) {
                try {
                    await(sleep(Duration.ofSeconds(1)));
                } catch (CancelledError ignored) {
                    await(interrupt());
                }
            }
        }

        @AsyncTest
        Coroutine<Void> leaves() {
            EventLoop.current().createTask(stays(), "mule");
            await(interrupt());
            return Coroutine.done();
        }
    }

    @Test
    void aTaskThatIgnoresTheCancellationIsNamed() {
        Throwable failure = Samples.of(LeavesATaskThatStays.class).failure();
        assertTrue(String.valueOf(failure.getMessage()).startsWith("a task was left over"), failure::toString);
        assertEquals(
                "cancelled, mule did not end within a minute: let CancelledError pass, after what has to be cleaned up",
                failure.getSuppressed()[0].getMessage());
    }

    static class LeavesATaskUnstarted {
        @AsyncTest
        Coroutine<Void> leaves() {
            EventLoop.current().callSoon(() -> createTask(hourly()));
            return Coroutine.done();
        }
    }

    @Test
    void whatALeftTaskWouldRunIsNotCalledForgottenToo() {
        Throwable failure = Samples.of(LeavesATaskUnstarted.class).failure();
        assertTrue(String.valueOf(failure.getMessage()).contains("  Task 'Task-2', not started\n"), failure::toString);
        assertEquals(0, failure.getSuppressed().length);
    }

    static class LeavesAGeneratorOpen {
        static final List<String> LOG = new ArrayList<>();

        @Async
        static AsyncGenerator<Integer> counts() {
            try {
                for (int i = 0; ; i++) {
                    await(sleep(HOUR));
                    emit(i);
                }
            } finally {
                await(sleep(Duration.ofSeconds(1)));
                LOG.add("closed at " + EventLoop.current().time());
            }
        }

        @AsyncTest
        Coroutine<Void> takesOne() {
            AsyncGenerator<Integer> numbers = counts();
            assertTrue(await(numbers.hasNext()));
            return Coroutine.done();
        }
    }

    @Test
    void aGeneratorThatIsLeftOpenIsClosed() {
        LeavesAGeneratorOpen.LOG.clear();
        assertEquals(
                List.of("takesOne()"), Samples.of(LeavesAGeneratorOpen.class).succeeded());
        assertEquals(List.of("closed at PT1H1S"), LeavesAGeneratorOpen.LOG);
    }

    static class CancelsATask {
        @AsyncTest
        Coroutine<Void> cancels() {
            Task<Void> task = createTask(hourly());
            await(interrupt());
            task.cancel();
            return Coroutine.done();
        }
    }

    @Test
    void aCancelledTaskMayUnwindAfterTheTest() {
        assertEquals(List.of("cancels()"), Samples.of(CancelsATask.class).succeeded());
    }

    static class EndsInAfterEach {
        private @Nullable Task<Void> task;

        @AsyncTest
        Coroutine<Void> starts() {
            task = createTask(hourly());
            await(interrupt());
            return Coroutine.done();
        }

        @AfterEach
        void plain() {
            Objects.requireNonNull(task).cancel();
        }
    }

    @Test
    void whatRunsAfterTheTestMayEndItsTasks() {
        assertEquals(List.of("starts()"), Samples.of(EndsInAfterEach.class).succeeded());
    }

    // --------------------------------------------------------------------------------------------------- never awaited

    static class ForgetsAnAwait {
        @AsyncTest
        @SuppressAsyncWarnings("never-awaited")
        Coroutine<Void> forgets() {
            hourly();
            await(interrupt());
            return Coroutine.done();
        }
    }

    @Test
    void aCoroutineThatWasNeverAwaitedFailsTheTest() {
        Throwable failure = Samples.of(ForgetsAnAwait.class).failure();
        assertLines(
                String.valueOf(failure.getMessage()),
                "a coroutine was never awaited:",
                "  <coroutine FaultsTest.hourly created>",
                "      called at dev.reprise.junit.FaultsTest$ForgetsAnAwait.forgets(FaultsTest.java:",
                "      declared at dev.reprise.junit.FaultsTest.hourly(FaultsTest.java:",
                "Write await(...) around the call, or give it to createTask(...);");
        assertEquals("forgets", failure.getStackTrace()[0].getMethodName());
    }

    static class ForgetsManyAwaits {
        @AsyncTest
        @SuppressAsyncWarnings("never-awaited")
        Coroutine<Void> forgets() {
            for (int i = 0; i < 1000; i++) {
                await(interrupt());
                if (i % 500 == 0) {
                    hourly();
                }
            }
            return Coroutine.done();
        }
    }

    @Test
    void theyAreFoundAmongMany() {
        assertTrue(Samples.of(ForgetsManyAwaits.class).message().startsWith("2 coroutines were never awaited:\n"));
    }

    // ----------------------------------------------------------------------------------------------- unretrieved
    // errors

    static class DropsAnError {
        @AsyncTest
        Coroutine<Void> drops() throws IOException {
            createTask(fails());
            await(sleep(HOUR));
            return Coroutine.done();
        }
    }

    @Test
    void anErrorThatNobodyRetrievedFailsTheTest() {
        Throwable failure = Samples.of(DropsAnError.class).failure();
        assertTrue(
                String.valueOf(failure.getMessage())
                        .startsWith("an error came to the loop's exception handler, since nothing else took it:"
                                + " exception was never retrieved in <Task 'Task-"),
                failure::toString);
        assertEquals("java.io.IOException: disk full", String.valueOf(failure.getCause()));
    }

    static class FailsInACallback {
        @AsyncTest
        Coroutine<Void> callback() {
            EventLoop.current().callSoon(() -> {
                throw new IllegalStateException("in a callback");
            });
            await(sleep(HOUR));
            return Coroutine.done();
        }
    }

    @Test
    void anErrorInACallbackFailsTheTest() {
        Throwable failure = Samples.of(FailsInACallback.class).failure();
        assertEquals("java.lang.IllegalStateException: in a callback", String.valueOf(failure.getCause()));
    }

    static class AllAtOnce {
        @AsyncTest
        @SuppressAsyncWarnings("never-awaited")
        Coroutine<Void> leavesItAll() throws IOException {
            createTask(hourly());
            createTask(fails());
            hourly();
            await(sleep(HOUR));
            return Coroutine.done();
        }
    }

    @Test
    void severalFaultsAreToldTogether() {
        Throwable failure = Samples.of(AllAtOnce.class).failure();
        assertTrue(String.valueOf(failure.getMessage()).startsWith("a task was left over"), failure::toString);
        Throwable[] others = failure.getSuppressed();
        assertEquals(2, others.length);
        assertTrue(String.valueOf(others[0].getMessage()).startsWith("a coroutine was never awaited"));
        assertTrue(String.valueOf(others[1].getMessage()).startsWith("an error came"));
    }

    static class Tolerant extends AllAtOnce {
        @Override
        @AsyncTest
        @TestLoop(tolerates = {Fault.TASKS_LEFT, Fault.NEVER_AWAITED, Fault.ERRORS_REPORTED})
        Coroutine<Void> leavesItAll() throws IOException {
            await(super.leavesItAll());
            return Coroutine.done();
        }
    }

    @Test
    void whatIsMeantIsTolerated() {
        assertEquals(List.of("leavesItAll()"), Samples.of(Tolerant.class).succeeded());
    }

    static class LeavesItAtTheEndOfTheClass {
        @AsyncTest
        Coroutine<Void> fine() {
            await(interrupt());
            return Coroutine.done();
        }

        @Async
        @AfterAll
        static Coroutine<Void> leaves() {
            createTask(hourly());
            await(interrupt());
            return Coroutine.done();
        }
    }

    @Test
    void whatRunsAroundTheClassIsJudgedAtItsEnd() {
        AssertionError error = assertThrows(AssertionError.class, () -> Samples.of(LeavesItAtTheEndOfTheClass.class));
        assertTrue(String.valueOf(error.getMessage()).contains("failed"), error::toString);
    }

    // ---------------------------------------------------------------------------------------------------- other
    // threads

    static class WaitsForAThread {
        @AsyncTest
        Coroutine<Void> waits(EventLoop loop, VirtualTime time) {
            Promise<String> answer = loop.createPromise();
            loop.beginOutsideWork();
            Thread thread = new Thread(() -> loop.callSoonThreadsafe(() -> {
                loop.endOutsideWork();
                answer.setResult("from another thread");
            }));
            thread.start();
            assertEquals("from another thread", await(answer));
            assertEquals(0, time.nanoTime());
            return Coroutine.done();
        }
    }

    static class UsesTheExecutor {
        @AsyncTest
        Coroutine<Void> asksAThread(VirtualTime time) throws InterruptedException {
            CountDownLatch latch = new CountDownLatch(1);
            Task<String> work = createTask(toThread(() -> {
                latch.await();
                return "from a pool";
            }));
            await(interrupt());
            latch.countDown();
            assertEquals("from a pool", await(waitFor(work, HOUR)));
            assertEquals(0, time.nanoTime());
            return Coroutine.done();
        }
    }

    @Test
    void theExecutorIsWaitedForBeforeALaterTimer() {
        assertEquals(
                List.of("asksAThread(VirtualTime)"),
                Samples.of(UsesTheExecutor.class).succeeded());
    }

    @Test
    void workOnAnotherThreadIsWaitedFor() {
        assertEquals(
                List.of("waits(EventLoop, VirtualTime)"),
                Samples.of(WaitsForAThread.class).succeeded());
    }

    // -------------------------------------------------------------------------------------------------------- real
    // time

    static class RealTime {
        @AsyncTest
        @TestLoop(time = Time.REAL)
        Coroutine<Void> real(EventLoop loop) {
            long before = System.nanoTime();
            await(sleep(Duration.ofMillis(20)));
            assertTrue(System.nanoTime() - before >= 20_000_000);
            assertSame(loop, EventLoop.current());
            return Coroutine.done();
        }
    }

    @Test
    void realTimeIsAnOption() {
        assertEquals(List.of("real(EventLoop)"), Samples.of(RealTime.class).succeeded());
    }

    static class RealTimeWithVirtualTime {
        @AsyncTest
        @TestLoop(time = Time.REAL)
        Coroutine<Void> both(VirtualTime time) {
            return Coroutine.done();
        }
    }

    @Test
    void virtualTimeIsNoParameterOfATestOnRealTime() {
        Throwable failure = Samples.of(RealTimeWithVirtualTime.class).failure();
        assertEquals(ParameterResolutionException.class, failure.getClass());
        assertTrue(String.valueOf(failure.getMessage()).contains("runs on real time: remove"), failure::toString);
    }

    // ------------------------------------------------------------------------------------------------------ without
    // JUnit

    @Test
    void aBlockOutsideOfATestWithAwaitsIsJudgedByItself() {
        AssertionError left = assertThrows(
                AssertionError.class,
                () -> AsyncTests.run(() -> {
                    createTask(hourly());
                    await(interrupt());
                    return Coroutine.done();
                }));
        assertTrue(String.valueOf(left.getMessage()).startsWith("a task was left over"), left::toString);
    }
}

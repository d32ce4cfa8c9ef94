package dev.reprise.task;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunnerTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    /** Starts {@code other} as a task, gives way, and ends. */
    private Hand<String> leaving(Coroutine<String> other) {
        return Hand.of((self, point) -> {
            self.sent(point);
            if (point == 0) {
                loop.createTask(other, "left");
                return self.suspend(1, null);
            }
            return self.end("main");
        });
    }

    private <T> T run(Coroutine<T> main) {
        try (Runner runner = new Runner(() -> loop)) {
            assertSame(loop, runner.loop());
            return runner.run(main);
        }
    }

    @Test
    void asyncioRunReturnsTheResultOfTheProgram() {
        List<EventLoop> loops = new ArrayList<>();
        Hand<String> program = Hand.of((self, point) -> {
            loops.add(EventLoop.current());
            return self.end("result");
        });
        assertEquals("result", Runner.runMain(program));
        assertTrue(loops.get(0).isClosed());
    }

    @Test
    void asyncioRunThrowsTheOriginalException() {
        IOException failure = new IOException();
        assertSame(failure, assertThrows(IOException.class, () -> Runner.runMain(Hand.failing(failure))));
    }

    @Test
    void asyncioRunFromRunningLoopIsRefused() {
        loop.createTask(Hand.of((self, point) -> {
            log.add(Thrown.message(IllegalStateException.class, () -> Runner.runMain(Hand.yielding(0, "x"))));
            return self.end("x");
        }));
        loop.run();
        assertTrue(log.get(0).startsWith("another loop is running on this thread"), log::toString);
    }

    @Test
    void trap19TasksThatAreLeftAreCancelledAndUnwind() {
        Hand<String> left = Hand.of((self, point) -> {
            if (point == 0) {
                return self.wait(1, loop.createPromise());
            }
            if (point == 1) {
                assertThrows(CancelledError.class, self::taken);
                log.add("cancelled");
                return self.suspend(2, null); // unwinding may take steps
            }
            log.add("unwound");
            return self.end("x");
        });
        assertEquals("main", run(leaving(left)));
        assertEquals(List.of("cancelled", "unwound"), log);
        assertTrue(loop.isClosed());
    }

    @Test
    void trap19ATaskThatJustEndsAsCancelledIsNotReported() {
        assertEquals("main", run(leaving(Hand.awaiting(loop.createPromise()))));
        assertEquals(List.of(), log);
    }

    @Test
    void trap19TheFailureOfATaskThatUnwindsIsReported() {
        IOException failure = new IOException("while unwinding");
        List<ErrorContext> reported = new ArrayList<>();
        loop.setExceptionHandler((from, context) -> reported.add(context));
        Hand<String> left = Hand.of((self, point) -> {
            if (point == 0) {
                return self.wait(1, loop.createPromise());
            }
            throw failure;
        });
        assertEquals("main", run(leaving(left)));
        assertEquals(1, reported.size());
        assertSame(failure, reported.get(0).exception());
        assertTrue(reported.get(0).toString().contains("'left'"), reported::toString);
    }

    @Test
    void whenTheProgramFailsTheTasksThatAreLeftUnwindToo() {
        IOException failure = new IOException("main");
        Hand<String> main = Hand.of((self, point) -> {
            loop.createTask(Hand.of((other, at) -> {
                if (at == 0) {
                    return other.wait(1, loop.createPromise());
                }
                log.add("unwound");
                other.taken();
                return other.end("x");
            }));
            loop.callSoon(() -> log.add("a step later"));
            if (point == 0) {
                return self.suspend(1, null);
            }
            throw failure;
        });
        assertSame(failure, assertThrows(IOException.class, () -> run(main)));
        assertTrue(log.contains("unwound"), log::toString);
    }

    @Test
    void closingTwiceIsFine() {
        Runner runner = new Runner(() -> loop);
        runner.loop().createTask(Hand.awaiting(loop.createPromise()));
        runner.close();
        runner.close();
        assertTrue(loop.isClosed());
    }

    @Test
    void aLoopThatWasClosedByHandIsLeftAsItIs() {
        Runner runner = new Runner(() -> loop);
        Task<String> task = runner.loop().createTask(Hand.awaiting(loop.createPromise()));
        loop.close();
        runner.close();
        assertFalse(task.done());
    }

    @Test
    void theFacadeRunsAProgramOnARealLoop() {
        Hand<String> program = Hand.of((self, point) -> {
            if (point == 0) {
                Task<String> task = Reprise.createTask(Hand.yielding(1, "b"));
                return self.wait(1, Reprise.gather(Hand.yielding(2, "a"), task));
            }
            if (point == 1) {
                log.addAll(self.<List<String>>taken());
                return self.wait(2, Reprise.sleep(Duration.ofMillis(1)));
            }
            if (point == 2) {
                self.taken();
                return self.wait(3, Reprise.sleepUntil(Duration.ofMillis(2)));
            }
            if (point == 3) {
                self.taken();
                return self.wait(4, Reprise.interrupt());
            }
            self.taken();
            return self.end("end");
        });
        assertEquals("end", Reprise.run(program));
        assertEquals(List.of("a", "b"), log);
        assertEquals(List.of("c"), Reprise.run(Reprise.gather(List.of(Hand.yielding(0, "c")))));
    }

    @Test
    void theLoopIsMadeWhenItIsFirstNeededAndOnce() {
        List<EventLoop> made = new ArrayList<>();
        try (Runner runner = new Runner(() -> {
            made.add(loop);
            return loop;
        })) {
            assertEquals(List.of(), made);
            assertEquals("a", runner.run(Hand.yielding(1, "a")));
            assertEquals("b", runner.run(Hand.yielding(1, "b")));
        }
        assertEquals(List.of(loop), made);
    }

    @Test
    void tasksThatARunLeavesGoOnAtTheNext() {
        try (Runner runner = new Runner(() -> loop)) {
            assertEquals("main", runner.run(leaving(Hand.logging(log, "left", 4))));
            assertEquals(List.of("left0"), log.subList(0, 1));
            runner.run(Hand.yielding(5, "x"));
            assertEquals(List.of("left0", "left1", "left2", "left3"), log);
        }
    }

    @Test
    void itsOwnLoopIsThatOfTheThreadMeanwhile() {
        try (Runner runner = new Runner()) {
            assertSame(runner.loop(), EventLoop.getEventLoop());
        }
        assertTrue(Thrown.message(IllegalStateException.class, EventLoop::getEventLoop)
                .startsWith("there is no event loop for thread "));
    }

    @Test
    void theLoopOfAFactoryIsNotSet() {
        EventLoop before = new EventLoop(new VirtualTime());
        EventLoop.setEventLoop(before);
        try (Runner runner = new Runner(() -> loop)) {
            runner.run(Hand.yielding(1, "x"));
            assertSame(before, EventLoop.getEventLoop());
        }
        assertSame(before, EventLoop.getEventLoop());
        EventLoop.setEventLoop(null);
        before.close();
    }

    @Async
    private AsyncGenerator<Integer> numbers() {
        try {
            AsyncGenerator.emit(1);
        } finally {
            await(Sleep.sleep(Duration.ofSeconds(1)));
            log.add("closed on " + (EventLoop.current() == loop ? "the loop" : "another one"));
        }
        return AsyncGenerator.done();
    }

    @Async
    private Coroutine<Integer> first(AsyncGenerator<Integer> numbers) {
        await(numbers.hasNext());
        return Coroutine.of(numbers.next());
    }

    @Test
    void trap19AsynchronousGeneratorsThatAreLeftAreClosedWhileTheLoopIsOpen() {
        AsyncGenerator<Integer> left = numbers();
        assertEquals(1, run(first(left)));
        assertEquals(List.of("closed on the loop"), log);
        assertTrue(loop.isClosed());
    }

    @Test
    void trap19ClosingWaitsForTheDefaultExecutor() {
        CountDownLatch closing = new CountDownLatch(1);
        try (Runner runner = new Runner(() -> loop)) {
            runner.loop().runInExecutor(null, () -> {
                closing.await();
                for (int i = 0; i < 1_000; i++) { // the loop must run until the end to answer all of these
                    CountDownLatch answer = new CountDownLatch(1);
                    loop.callSoonThreadsafe(answer::countDown);
                    answer.await();
                }
                return log.add("done");
            });
            runner.loop().createTask(Hand.of((self, point) -> {
                if (point == 0) {
                    return self.wait(1, loop.createPromise());
                }
                closing.countDown();
                return self.end(self.taken());
            }));
            runner.run(Hand.yielding(1, "the task has begun"));
        }
        assertEquals(List.of("done"), log);
    }

    @Test
    void itCannotBeClosedFromInside() {
        try (Runner runner = new Runner(() -> loop)) {
            runner.loop().callSoon(() -> log.add(Thrown.message(IllegalStateException.class, runner::close)));
            runner.run(Hand.yielding(2, "x"));
            assertTrue(log.get(0).startsWith("another loop is running on this thread"), log::toString);
            assertFalse(loop.isClosed());
        }
    }

    @Test
    void aMainThatIsCancelledFromOutsideIsCancelled() {
        try (Runner runner = new Runner(() -> loop)) {
            loop.callSoon(
                    () -> loop.callSoon(() -> loop.allTasks().iterator().next().cancel("outside")));
            assertEquals(
                    "outside",
                    Thrown.message(
                            CancelledError.class, () -> runner.run(Hand.awaiting(loop.<String>createPromise()))));
        }
    }
}

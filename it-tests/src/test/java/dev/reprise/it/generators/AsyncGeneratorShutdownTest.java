package dev.reprise.it.generators;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.AsyncGeneratorHook;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop closes the generators that nobody else does. */
class AsyncGeneratorShutdownTest {

    /** A collector that has not found a generator unreachable after so many requests never will. */
    private static final int MOST_REQUESTS = 50;

    /** One is found unreachable after as many, if the machine is not very busy. */
    private static final int USUAL_REQUESTS = 5;

    private final List<Object> log = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private final EventLoop loop = new EventLoop(new VirtualTime());

    @BeforeEach
    void listen() {
        loop.setExceptionHandler((source, context) -> reports.add(context.toString()));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void whatWasStartedAndIsLeftIsClosed() {
        AsyncGenerator<Integer> one = Ticks.of(3, log);
        AsyncGenerator<Integer> other = Ticks.of(3, log);
        loop.runUntilComplete(one.hasNext());
        loop.runUntilComplete(other.hasNext());
        loop.runUntilComplete(loop.shutdownAsyncGenerators());
        assertEquals(List.of("cleaning", "cleaning", "cleaned", "cleaned"), log);
        assertEquals(Duration.ofSeconds(3), loop.time());
        assertEquals(Coroutine.State.CLOSED, one.state());
        assertEquals(List.of(), reports);
    }

    @Test
    void whatHasEndedOrNeverStartedIsNot() {
        AsyncGenerator<Integer> ended = Ticks.of(1, log);
        loop.runUntilComplete(ended.toList());
        AsyncGenerator<Integer> closed = Ticks.of(1, log);
        loop.runUntilComplete(closed.hasNext());
        loop.runUntilComplete(closed.close());
        AsyncGenerator<Integer> created = Ticks.of(1, log);
        log.clear();
        loop.runUntilComplete(loop.shutdownAsyncGenerators());
        assertEquals(List.of(), log);
        assertEquals(Coroutine.State.CREATED, created.state());
    }

    @Test
    void failuresAreReportedAndTheOthersAreClosed() {
        AsyncGenerator<Integer> fails = fails();
        AsyncGenerator<Integer> stubborn = Ticks.stubborn();
        AsyncGenerator<Integer> ticks = Ticks.of(1, log);
        for (AsyncGenerator<Integer> each : List.of(fails, stubborn, ticks)) {
            loop.runUntilComplete(each.hasNext());
        }
        loop.runUntilComplete(loop.shutdownAsyncGenerators());
        assertEquals(List.of("cleaning", "cleaned"), log);
        assertEquals(2, reports.size(), reports::toString);
        String ignored = reports.get(0);
        assertTrue(
                ignored.startsWith("unhandled exception while an asynchronous generator was closed in <coroutine"
                        + " Ticks.stubborn.close failed>: java.lang.IllegalStateException: <async generator"
                        + " Ticks.stubborn suspended at"),
                ignored);
        assertEquals(
                "unhandled exception while an asynchronous generator was closed in <coroutine"
                        + " AsyncGeneratorShutdownTest.fails.close failed>: java.lang.ArithmeticException: / by zero",
                reports.get(1));
    }

    @Async
    private AsyncGenerator<Integer> fails() {
        try {
            emit(1);
        } finally {
            await(sleep(Ticks.TICK));
            log.remove(1 / log.indexOf("cleaning"));
        }
        return AsyncGenerator.done();
    }

    @Test
    void aCancelledShutdownCancelsTheClosings() {
        AsyncGenerator<Integer> ticks = Ticks.of(3, log);
        loop.runUntilComplete(ticks.hasNext());
        Task<Void> shutdown = loop.createTask(loop.shutdownAsyncGenerators());
        loop.callLater(Duration.ofMillis(500), shutdown::cancel);
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(shutdown));
        assertEquals(List.of("cleaning"), log);
        assertEquals(Duration.ofMillis(1500), loop.time());
        assertEquals(List.of(), reports);
    }

    @Test
    void whatStartsAfterwardsIsReported() {
        loop.runUntilComplete(loop.shutdownAsyncGenerators());
        assertEquals(List.of(0), loop.runUntilComplete(Ticks.of(1, log).toList()));
        assertEquals(1, reports.size(), reports::toString);
        assertTrue(
                reports.get(0)
                        .startsWith("an asynchronous generator was started after shutdownAsyncGenerators() in"
                                + " <async generator Ticks.of created>: "),
                reports.get(0));
    }

    @Test
    void whatWasForgottenIsClosedWhenItIsCollected() {
        loop.runUntilComplete(forget());
        assertEquals(List.of(), log);
        for (int i = 0; i < MOST_REQUESTS && log.isEmpty(); i++) {
            System.gc();
            loop.runUntilComplete(interrupt());
        }
        loop.run();
        assertEquals(List.of("cleaning", "cleaned"), log);
        loop.runUntilComplete(loop.shutdownAsyncGenerators());
        assertEquals(List.of("cleaning", "cleaned"), log);
    }

    /** Its consumer leaves it after an element, and drops it. */
    @Async
    private Coroutine<Void> forget() {
        AsyncGenerator<Integer> ticks = Ticks.of(3, log);
        await(ticks.hasNext());
        return Coroutine.done();
    }

    @Test
    void aGeneratorThatIsHeldIsNotCollected() {
        AsyncGenerator<Integer> ticks = Ticks.of(3, log);
        loop.runUntilComplete(ticks.hasNext());
        for (int i = 0; i < USUAL_REQUESTS; i++) {
            System.gc();
            loop.runUntilComplete(interrupt());
        }
        assertEquals(List.of(), log);
        assertEquals(0, ticks.next());
    }

    @Test
    void theHookIsTheLoopsWhileItRunsAndThatOfBeforeAfterwards() {
        List<AsyncGenerator<?>> told = new ArrayList<>();
        AsyncGeneratorHook mine = (generator, closer) -> {
            told.add(generator);
            return () -> log.add("ended");
        };
        assertNull(AsyncGenerator.setHook(mine));
        try {
            loop.runUntilComplete(Ticks.of(1, log).toList());
            assertEquals(List.of(), told);
            log.clear();
            AsyncGenerator<Integer> stubborn = Ticks.stubborn();
            stubborn.hasNext().next();
            stubborn.hasNext().next();
            assertEquals(List.of(stubborn), told);
        } finally {
            assertSame(mine, AsyncGenerator.setHook(null));
        }
        assertEquals(List.of(), log);
    }

    @Async
    private static AsyncGenerator<Integer> waits() {
        suspend(null);
        emit(1);
        return AsyncGenerator.done();
    }

    @Test
    void theHookIsToldOfTheEndOnce() {
        AsyncGenerator.setHook((generator, closer) -> () -> log.add("ended " + generator.state()));
        try {
            AsyncGenerator<Integer> numbers = AsyncGenerator.from(List.of(1));
            numbers.hasNext().next();
            assertEquals(List.of(), log);
            numbers.close().next();
            numbers.close().next();
            assertEquals(List.of("ended CLOSED"), log);
            log.clear();
            Coroutine<Boolean> request = waits().hasNext();
            request.next();
            assertEquals(List.of(), log);
            request.close();
            assertEquals(List.of("ended CLOSED"), log);
        } finally {
            AsyncGenerator.setHook(null);
        }
    }
}

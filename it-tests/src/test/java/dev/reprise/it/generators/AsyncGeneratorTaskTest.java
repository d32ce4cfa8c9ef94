package dev.reprise.it.generators;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asynchronous generators that wait for a loop, in its tasks; CPython 3.13 does the same. */
class AsyncGeneratorTaskTest {

    private final List<Object> log = new ArrayList<>();
    private final EventLoop loop = new EventLoop(new VirtualTime());

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void eachElementTakesItsTime() {
        loop.runUntilComplete(consume(Ticks.of(3, log)));
        assertEquals(List.of("0 at PT1S", "1 at PT2S", "2 at PT3S", "cleaning", "cleaned"), log);
        assertEquals(Duration.ofSeconds(4), loop.time());
    }

    @Async
    private Coroutine<Void> consume(AsyncGenerator<Integer> ticks) {
        while (await(ticks.hasNext())) {
            log.add(ticks.next() + " at " + loop.time());
        }
        return Coroutine.done();
    }

    @Test
    void severalRunAtOnce() {
        loop.runUntilComplete(gather(consume(Ticks.of(2, log)), consume(Ticks.of(2, log))));
        assertEquals(
                List.of(
                        "0 at PT1S",
                        "0 at PT1S",
                        "1 at PT2S",
                        "cleaning",
                        "1 at PT2S",
                        "cleaning",
                        "cleaned",
                        "cleaned"),
                log);
    }

    @Test
    void aCancellationOfTheConsumerIsThrownInTheBody() {
        AsyncGenerator<Integer> ticks = Ticks.of(3, log);
        Task<Void> consumer = loop.createTask(consume(ticks));
        loop.callLater(Duration.ofMillis(1500), consumer::cancel);
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(consumer));
        assertEquals(List.of("0 at PT1S", "cleaning", "cleaned"), log);
        assertEquals(Duration.ofMillis(2500), loop.time());
        assertEquals(List.of(), loop.runUntilComplete(ticks.toList()));
    }

    @Test
    void theBodyMayTakeACancellationAndGoOn() {
        Task<List<String>> consumer = loop.createTask(tough().toList());
        loop.callLater(Duration.ofMillis(1), consumer::cancel);
        assertEquals(List.of("caught", "next"), loop.runUntilComplete(consumer));
        assertEquals(Duration.ofMillis(1), loop.time());
    }

    @Async
    private static AsyncGenerator<String> tough() {
        try {
            await(sleep(Ticks.TICK));
        } catch (CancelledError e) {
            emit("caught");
        }
        emit("next");
        return AsyncGenerator.done();
    }

    @Test
    void aTaskThatIsCancelledBeforeItsFirstStepLeavesTheGeneratorAlone() {
        AsyncGenerator<Integer> ticks = Ticks.of(1, log);
        Task<Boolean> request = loop.createTask(ticks.hasNext());
        request.cancel();
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(request));
        assertEquals(List.of(0), loop.runUntilComplete(ticks.toList()));
    }

    @Test
    void twoTasksCannotShareAStep() {
        AsyncGenerator<Integer> ticks = Ticks.of(2, log);
        Task<Void> first = loop.createTask(consume(ticks));
        Task<Void> second = loop.createTask(consume(ticks));
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(second));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("hasNext() of <async generator Ticks.of running at Ticks.java:"), message);
        loop.runUntilComplete(first);
        assertEquals(List.of("0 at PT1S", "1 at PT2S", "cleaning", "cleaned"), log);
    }

    @Test
    void twoTasksCanTakeTurns() {
        AsyncGenerator<Integer> ticks = Ticks.of(2, log);
        for (int i = 0; i < 2; i++) {
            assertEquals(true, loop.runUntilComplete(ticks.hasNext()));
            assertEquals(i, ticks.next());
        }
        assertEquals(false, loop.runUntilComplete(ticks.hasNext()));
    }

    @Test
    void closeWaitsForTheFinallyBlocks() {
        AsyncGenerator<Integer> ticks = Ticks.of(3, log);
        loop.runUntilComplete(ticks.hasNext());
        loop.runUntilComplete(ticks.close());
        assertEquals(List.of("cleaning", "cleaned"), log);
        assertEquals(Duration.ofSeconds(2), loop.time());
    }

    @Test
    void forEachClosesWhenItIsCancelled() {
        Task<Void> task = loop.createTask(Ticks.of(3, log).forEach(tick -> {
            log.add(tick);
            await(sleep(Duration.ofHours(1)));
            return Coroutine.done();
        }));
        loop.callLater(Duration.ofMillis(1500), () -> task.cancel("enough"));
        CancelledError cancelled = assertThrows(CancelledError.class, () -> loop.runUntilComplete(task));
        assertEquals("enough", cancelled.getMessage());
        assertEquals(List.of(0, "cleaning", "cleaned"), log);
        assertEquals(Duration.ofMillis(2500), loop.time());
    }

    /** Past the driver's nesting, where an await leaves its child to the loop; and a resume finds its leaf at any depth. */
    @Test
    void aDeepChainOfGeneratorsWaitsAndIsCancelled() {
        assertEquals(
                List.of(0, 1), loop.runUntilComplete(over(500, Ticks.of(2, log)).toList()));
        log.clear();
        Task<List<Integer>> task = loop.createTask(over(500, Ticks.of(2, log)).toList());
        loop.callLater(Duration.ofMillis(500), task::cancel);
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(task));
        assertEquals(List.of("cleaning", "cleaned"), log);
    }

    /** Each level would nest in the one above, at the start, and again after each element. */
    @Test
    void aChainMayBeDeeperThanTheStack() {
        assertEquals(
                List.of(1, 2, 3),
                loop.runUntilComplete(
                        over(100_000, AsyncGenerator.from(List.of(1, 2, 3))).toList()));
    }

    @Async
    private static AsyncGenerator<Integer> over(int levels, AsyncGenerator<Integer> source) {
        AsyncGenerator<Integer> below = levels == 0 ? source : over(levels - 1, source);
        while (await(below.hasNext())) {
            emit(below.next());
        }
        return AsyncGenerator.done();
    }

    /** A generator's body may be nested one level deeper than all others, and what it awaits is called directly. */
    @Test
    void whatABodyCallsMayBeAtAnyDepth() {
        for (int depth = 0; depth <= 200; depth++) {
            assertEquals(List.of(0, 1, 4), loop.runUntilComplete(below(depth, squares())), "depth " + depth);
        }
    }

    @Async
    private static Coroutine<List<Integer>> below(int levels, AsyncGenerator<Integer> generator) {
        return Coroutine.of(levels == 0 ? await(generator.toList()) : await(below(levels - 1, generator)));
    }

    @Async
    private static AsyncGenerator<Integer> squares() {
        for (int i = 0; i < 3; i++) {
            emit(await(square(i)));
        }
        return AsyncGenerator.done();
    }

    @Async
    private static Coroutine<Integer> square(int i) {
        return Coroutine.of(await(product(i, i)));
    }

    @Async
    private static Coroutine<Integer> product(int left, int right) {
        await(sleep(Ticks.TICK));
        return Coroutine.of(left * right);
    }

    @Test
    void aFailureKeepsItsTypeAndItsStack() {
        Throwable failure = assertThrows(
                ArithmeticException.class,
                () -> loop.runUntilComplete(divisions().toList()));
        assertEquals("divisions", failure.getStackTrace()[0].getMethodName().replaceAll(".*(divisions).*", "$1"));
        assertInstanceOf(ArithmeticException.class, failure);
    }

    @Async
    private static AsyncGenerator<Integer> divisions() {
        for (int i = 2; i >= 0; i--) {
            await(sleep(Ticks.TICK));
            emit(6 / i);
        }
        return AsyncGenerator.done();
    }
}

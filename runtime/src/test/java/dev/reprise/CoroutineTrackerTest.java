package dev.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static dev.reprise.Generator.emit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class CoroutineTrackerTest {

    private final CoroutineTracker tracker = new CoroutineTracker();

    @Async
    private static Coroutine<Integer> number() {
        suspend(null);
        return Coroutine.of(1);
    }

    @Async
    private static Coroutine<Integer> awaits(Coroutine<Integer> other) {
        return Coroutine.of(await(other) + 1);
    }

    @Async
    private static Generator<Integer> generates() {
        emit(1);
        return Generator.done();
    }

    @Async
    private static AsyncGenerator<Integer> generatesAndAwaits() {
        emit(await(number()));
        return AsyncGenerator.done();
    }

    private List<Coroutine<?>> found() {
        List<Coroutine<?>> found = new ArrayList<>();
        tracker.neverStarted().forEach(made -> found.add(made.coroutine()));
        return found;
    }

    @Test
    void whatWasNeverStartedIsFoundInOrder() {
        tracker.begin();
        Coroutine<Integer> first = number();
        Coroutine<Integer> second = awaits(first);
        tracker.end();
        assertEquals(List.of(first, second), found());
    }

    @Test
    void itTellsWhereTheMethodWasCalledAndWhereItIs() {
        tracker.begin();
        Coroutine<Integer> unused = number();
        tracker.end();
        CoroutineTracker.NeverStarted made = tracker.neverStarted().get(0);
        assertEquals(unused, made.coroutine());
        StackTraceElement origin = made.origin().orElseThrow();
        StackTraceElement method = made.method().orElseThrow();
        assertEquals("itTellsWhereTheMethodWasCalledAndWhereItIs", origin.getMethodName());
        assertEquals("number", method.getMethodName());
        assertEquals("CoroutineTrackerTest.java", origin.getFileName());
        assertTrue(origin.getLineNumber() > method.getLineNumber() && method.getLineNumber() > 0);
    }

    @Async
    private static Coroutine<Void> forgets() {
        Coroutine<Integer> forgotten = number();
        assertEquals(Coroutine.State.CREATED, forgotten.state());
        return Coroutine.done();
    }

    @Test
    void theOriginInABodyIsNamedAsInTheSource() {
        Coroutine<Void> body = forgets();
        tracker.begin();
        body.next();
        tracker.end();
        assertEquals(
                "forgets", tracker.neverStarted().get(0).origin().orElseThrow().getMethodName());
    }

    @Test
    void theOriginOfASleepIsWhoCalledTheFacade() {
        tracker.begin();
        Coroutine<Void> unused = Reprise.sleep(Duration.ofSeconds(1));
        tracker.end();
        CoroutineTracker.NeverStarted made = tracker.neverStarted().get(0);
        assertEquals(unused, made.coroutine());
        assertEquals(
                "theOriginOfASleepIsWhoCalledTheFacade",
                made.origin().orElseThrow().getMethodName());
    }

    @Test
    void whatWasStartedAwaitedOrClosedIsNotFound() {
        tracker.begin();
        number().next();
        awaits(number()).next();
        number().close();
        assertThrows(IllegalStateException.class, () -> number().raise(new IllegalStateException("at once")));
        tracker.end();
        assertEquals(List.of(), found());
    }

    @Test
    void whatIsStartedAfterTheEndIsNotFoundThen() {
        tracker.begin();
        Coroutine<Integer> late = number();
        tracker.end();
        late.next();
        assertEquals(List.of(), found());
    }

    @Test
    void aGeneratorMayBeLeftAlone() {
        tracker.begin();
        Coroutine<Integer> coroutine = number();
        Generator<Integer> generator = generates();
        AsyncGenerator<Integer> asynchronous = generatesAndAwaits();
        tracker.end();
        assertEquals(Coroutine.State.CREATED, asynchronous.state());
        assertEquals(Coroutine.State.CREATED, generator.state());
        assertEquals(List.of(coroutine), found());
    }

    @Test
    void onlyItsThreadAndItsTimeCount() throws Exception {
        List<Coroutine<?>> others = new ArrayList<>();
        others.add(number());
        tracker.begin();
        onAnotherThread(() -> others.add(number()));
        Coroutine<Integer> own = number();
        tracker.end();
        others.add(number());
        assertEquals(List.of(own), found());
        assertEquals(3, others.size());
    }

    @Test
    void itMayGoOnOnAnotherThread() throws Exception {
        tracker.begin();
        Coroutine<Integer> first = number();
        tracker.end();
        Coroutine<Integer> second = onAnotherThread(() -> {
            tracker.begin();
            try {
                return number();
            } finally {
                tracker.end();
            }
        });
        assertEquals(List.of(first, second), found());
    }

    @Test
    void anInnerTrackerTakesThePlaceOfTheOuterOne() {
        CoroutineTracker inner = new CoroutineTracker();
        tracker.begin();
        Coroutine<Integer> before = number();
        inner.begin();
        Coroutine<Integer> within = number();
        inner.end();
        Coroutine<Integer> after = number();
        tracker.end();
        assertEquals(List.of(before, after), found());
        assertEquals(within, inner.neverStarted().get(0).coroutine());
    }

    @Test
    void thereIsNoneWhenAllHaveEnded() {
        tracker.begin();
        assertTrue(CoroutineTracker.active);
        tracker.end();
        assertEquals(List.of(), found());
    }

    @Test
    void beginAndEndTakeTurns() {
        assertThrows(IllegalStateException.class, tracker::end);
        tracker.begin();
        IllegalStateException again = assertThrows(IllegalStateException.class, tracker::begin);
        assertTrue(String.valueOf(again.getMessage()).startsWith("the tracker is active on thread "));
        tracker.end();
    }

    @Test
    void whatWasStartedIsLetGo() {
        tracker.begin();
        List<Coroutine<?>> left = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            number().next();
            if (i % 10_000 == 0) {
                left.add(number());
            }
            assertTrue(tracker.held() <= 64, () -> "it holds " + tracker.held());
        }
        tracker.end();
        assertEquals(left, found());
    }

    private static <T> T onAnotherThread(Callable<T> code) throws Exception {
        FutureTask<T> task = new FutureTask<>(code);
        new Thread(task).start();
        return task.get();
    }
}

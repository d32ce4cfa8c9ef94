package dev.reprise;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SingleWaitTest {

    private final List<String> log = new ArrayList<>();
    private final Signal signal = new Signal();

    private final class Signal implements FutureLike<Void> {
        private boolean done;
        private @Nullable RuntimeException failure;

        @Override
        public boolean done() {
            return done;
        }

        @Override
        @SuppressWarnings("NullAway") // null is the only value of Void
        public Void result() {
            log.add("result");
            if (failure != null) {
                throw failure;
            }
            return null;
        }

        @Override
        public void abandoned() {
            log.add("abandoned");
        }
    }

    private final class UntilSignal extends SingleWait<Void> {
        @Override
        protected FutureLike<Void> begin() {
            log.add("begin");
            return signal;
        }
    }

    private static final class Broken extends SingleWait<Void> {
        @Override
        protected FutureLike<Void> begin() {
            throw new IllegalArgumentException("broken");
        }
    }

    private static final class NextTurn extends SingleWait<Void> {
        @Override
        protected FutureLike<Void> begin() {
            return NEXT_TURN;
        }
    }

    @Async
    private static Coroutine<String> after(Coroutine<Void> wait) {
        Object nothing = await(wait);
        return Coroutine.of("after " + nothing);
    }

    @Async
    private Coroutine<String> catching(Coroutine<Void> wait) {
        try {
            await(wait);
        } catch (IllegalStateException e) {
            log.add("caught " + e.getMessage());
        }
        return Coroutine.of("went on");
    }

    @Test
    void whoAwaitsItWaitsForItsFutureItself() {
        SingleWait<Void> wait = new UntilSignal();
        Coroutine<String> awaiting = after(wait);
        assertTrue(awaiting.next());
        assertSame(signal, awaiting.yielded());
        assertEquals(Optional.empty(), awaiting.awaiting());
        assertEquals(Coroutine.State.RETURNED, wait.state());
        signal.done = true;
        assertFalse(awaiting.next());
        assertEquals("after null", awaiting.result());
        assertEquals(List.of("begin", "result"), log);
    }

    @Test
    void steppedByHandItIsACoroutine() {
        SingleWait<Void> wait = new UntilSignal();
        assertEquals(List.of(), log);
        assertTrue(wait.next());
        assertSame(signal, wait.yielded());
        assertEquals(Coroutine.State.SUSPENDED, wait.state());
        signal.done = true;
        assertFalse(wait.next());
        assertNull(wait.result());
        assertEquals(List.of("begin", "result"), log);
    }

    @Test
    void oneThatIsSuspendedByHandCanBeAwaited() {
        SingleWait<Void> wait = new UntilSignal();
        wait.next();
        signal.done = true;
        Coroutine<String> awaiting = after(wait);
        assertFalse(awaiting.next());
        assertEquals("after null", awaiting.result());
        assertEquals(List.of("begin", "result"), log);
    }

    @Test
    void whoAwaitsOneWhoseFutureIsDoneIsSuspendedOnce() {
        signal.done = true;
        Coroutine<String> awaiting = after(new UntilSignal());
        assertTrue(awaiting.next());
        assertFalse(awaiting.next());
        assertEquals("after null", awaiting.result());
    }

    private static final class AtOnce extends SingleWait<String> {
        @Override
        protected @Nullable FutureLike<String> begin() {
            return resultIs("here");
        }
    }

    @Async
    private static Coroutine<String> afterAtOnce(Coroutine<String> wait) {
        return Coroutine.of("got " + await(wait));
    }

    @Test
    void itDoesNotSuspendIfItsResultIsThere() {
        Coroutine<String> awaiting = afterAtOnce(new AtOnce());
        assertFalse(awaiting.next());
        assertEquals("got here", awaiting.result());
        SingleWait<String> byHand = new AtOnce();
        assertFalse(byHand.next());
        assertEquals("here", byHand.result());
    }

    @Test
    void theFailureOfItsFutureIsThrown() {
        Coroutine<String> awaiting = catching(new UntilSignal());
        awaiting.next();
        SingleWait<Void> byHand = new UntilSignal();
        byHand.next();
        signal.done = true;
        signal.failure = new IllegalStateException("lost");
        assertFalse(awaiting.next());
        assertThrows(IllegalStateException.class, byHand::next);
        assertEquals(List.of("begin", "begin", "result", "caught lost", "result"), log);
    }

    @Test
    void oneThatCannotBeginFails() {
        SingleWait<Void> broken = new Broken();
        Coroutine<String> awaiting = after(broken);
        assertThrows(IllegalArgumentException.class, awaiting::next);
        assertEquals(Coroutine.State.FAILED, broken.state());
        assertThrows(IllegalArgumentException.class, broken::result);
        assertThrows(IllegalArgumentException.class, new Broken()::next);
    }

    @Test
    void itCanBeAwaitedOnce() {
        SingleWait<Void> wait = new UntilSignal();
        after(wait).next();
        String message =
                Thrown.message(IllegalStateException.class, () -> after(wait).next());
        assertTrue(message.contains("it was already awaited or run to its end"), message);
    }

    @Test
    void nextTurnSuspendsOnceWithNull() {
        for (Coroutine<?> each : List.of(new NextTurn(), after(new NextTurn()))) {
            assertTrue(each.next());
            assertNull(each.yielded());
            assertFalse(each.send("dropped"));
        }
    }

    @Test
    void aFutureIsAbandonedWhereAnErrorIsRaisedInstead() {
        Coroutine<String> awaiting = catching(new UntilSignal());
        awaiting.next();
        assertFalse(awaiting.raise(new IllegalStateException("instead")));
        assertEquals(List.of("begin", "abandoned", "caught instead"), log);
    }

    @Test
    void aFutureIsAbandonedByWhatIsClosed() {
        Coroutine<String> awaiting = after(new UntilSignal());
        awaiting.next();
        awaiting.close();
        assertEquals(List.of("begin", "abandoned"), log);
        SingleWait<Void> wait = new UntilSignal();
        wait.next();
        wait.close();
        assertEquals(List.of("begin", "abandoned", "begin", "abandoned"), log);
    }

    /** Two levels: the error goes to the leaf, by the hint of its driver. */
    @Test
    void aFutureIsAbandonedDeepInAChain() {
        Coroutine<String> outer = outer();
        outer.next();
        assertFalse(outer.raise(new IllegalStateException("deep")));
        assertEquals(List.of("begin", "abandoned", "caught deep"), log);
    }

    @Async
    private Coroutine<String> outer() {
        return Coroutine.of(await(catching(new UntilSignal())));
    }

    @Test
    void whatHasGoneOnAbandonsNothing() {
        Coroutine<String> awaiting = twice();
        awaiting.next();
        signal.done = true;
        assertTrue(awaiting.next());
        awaiting.close();
        assertEquals(List.of("begin", "result"), log);
    }

    @Async
    private Coroutine<String> twice() {
        await(new UntilSignal());
        await(Coroutine.suspendOnce());
        return Coroutine.of("end");
    }

    @Test
    void aTrackerMissesOneThatIsNeverStarted() {
        CoroutineTracker tracker = new CoroutineTracker();
        tracker.begin();
        SingleWait<Void> forgotten = new UntilSignal();
        after(new UntilSignal()).next();
        tracker.end();
        assertEquals(
                List.of(forgotten),
                tracker.neverStarted().stream()
                        .map(CoroutineTracker.NeverStarted::coroutine)
                        .toList());
    }
}

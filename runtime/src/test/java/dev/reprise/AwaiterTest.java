package dev.reprise;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.Thrown;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is awaited is neither a coroutine nor a future: its {@code awaiter()} is stepped. Each test for each kind of body. */
class AwaiterTest {

    /** How a body awaits two in turn and joins their results. */
    static final List<Function<List<Awaitable<String>>, Coroutine<String>>> BODIES =
            List.of(AwaiterTest::direct, AwaiterTest::nested, each -> new AwaiterTest().stepped(each), ByHand::new);

    /** Can be called directly. */
    @Async
    private static Coroutine<String> direct(List<Awaitable<String>> each) {
        return Coroutine.of(await(each.get(0)) + " " + await(each.get(1)));
    }

    /** Is the base of a direct call. */
    @Async
    private static Coroutine<String> nested(List<Awaitable<String>> each) {
        return Coroutine.of(await(direct(each)));
    }

    /** Can be overridden, so that it is entered by the driver alone. */
    @Async
    Coroutine<String> stepped(List<Awaitable<String>> each) {
        return Coroutine.of(await(each.get(0)) + " " + await(each.get(1)));
    }

    private static final class ByHand extends Coroutine<String> {
        private final List<Awaitable<String>> each;
        private @Nullable Object first;

        ByHand(List<Awaitable<String>> each) {
            this.each = each;
        }

        @Override
        protected boolean step(int point) {
            if (point == 0 && awaits(1, each.get(0))) {
                return true;
            }
            if (point < 2) {
                first = awaited();
                if (awaits(2, each.get(1))) {
                    return true;
                }
            }
            return returns(first + " " + awaited());
        }
    }

    @Async
    private static Coroutine<String> suspended(String result) {
        await(Coroutine.suspendOnce());
        return Coroutine.of(result);
    }

    @Async
    private static Coroutine<String> atOnce(String result) {
        return Coroutine.of(result);
    }

    @Async
    private static Coroutine<String> failing(String message) {
        throw new IllegalStateException(message);
    }

    private static final Awaitable<String> COMPLETED = () -> Coroutine.of("completed");
    private static final Awaitable<String> AT_ONCE = () -> atOnce("at once");
    private static final Awaitable<String> LATER = () -> suspended("later");

    private static void assertEnds(Coroutine<String> awaiting, int suspensions, String result) {
        for (int i = 0; i < suspensions; i++) {
            assertTrue(awaiting.next());
        }
        assertFalse(awaiting.next());
        assertEquals(result, awaiting.result());
    }

    @ParameterizedTest
    @FieldSource("BODIES")
    void thoseThatEndAtOnceSuspendNobody(Function<List<Awaitable<String>>, Coroutine<String>> body) {
        assertEnds(body.apply(List.of(COMPLETED, AT_ONCE)), 0, "completed at once");
    }

    @ParameterizedTest
    @FieldSource("BODIES")
    void oneThatEndsAtOnceIsFollowedByOneThatDoesNot(Function<List<Awaitable<String>>, Coroutine<String>> body) {
        assertEnds(body.apply(List.of(AT_ONCE, LATER)), 1, "at once later");
    }

    @ParameterizedTest
    @FieldSource("BODIES")
    void oneThatSuspendsIsFollowedByOneThatEndsAtOnce(Function<List<Awaitable<String>>, Coroutine<String>> body) {
        assertEnds(body.apply(List.of(LATER, COMPLETED)), 1, "later completed");
    }

    @ParameterizedTest
    @FieldSource("BODIES")
    void anAwaiterWithTheResultNullIsOneToo(Function<List<Awaitable<String>>, Coroutine<String>> body) {
        assertEnds(body.apply(List.of(() -> nothing(), AT_ONCE)), 0, "null at once");
    }

    @SuppressWarnings("NullAway") // what a caller may do who has no such check
    private static Coroutine<String> nothing() {
        return Coroutine.of(null);
    }

    @ParameterizedTest
    @FieldSource("BODIES")
    void theFailureOfAnAwaiterIsThrown(Function<List<Awaitable<String>>, Coroutine<String>> body) {
        Coroutine<String> awaiting = body.apply(List.of(AT_ONCE, () -> failing("broken")));
        assertEquals("broken", Thrown.message(IllegalStateException.class, awaiting::next));
    }

    @ParameterizedTest
    @FieldSource("BODIES")
    void anAwaiterThatHasEndedCannotBeAwaited(Function<List<Awaitable<String>>, Coroutine<String>> body) {
        Coroutine<String> ended = atOnce("ended");
        ended.next();
        Coroutine<String> awaiting = body.apply(List.of(AT_ONCE, () -> ended));
        assertThrows(IllegalStateException.class, awaiting::next);
    }

    /** More than what is called directly in one another: those that are too deep are left to the driver. */
    @Test
    void theyMayNestDeeperThanDirectCallsDo() {
        Coroutine<Integer> awaiting = depth(200);
        assertFalse(awaiting.next());
        assertEquals(200, awaiting.result());
    }

    @Async
    private static Coroutine<Integer> depth(int levels) {
        if (levels == 0) {
            return Coroutine.of(0);
        }
        Awaitable<Integer> below = () -> depth(levels - 1);
        return Coroutine.of(1 + await(below));
    }

    /** What a direct call returns that was suspended, if a frame was handed over too. */
    @Test
    void anAwaiterThatHasEndedIsNoFrameThatWasHandedOver() {
        Coroutine<Integer> awaiting = sum();
        assertFalse(awaiting.next());
        assertEquals(AsyncFrame.SUSPENDED_INT + 1, awaiting.result());
    }

    @Async
    private static Coroutine<Integer> sum() {
        return Coroutine.of(await(likeSuspended()) + 1);
    }

    @Async
    private static Coroutine<Integer> likeSuspended() {
        await(AT_ONCE);
        return Coroutine.of(AsyncFrame.SUSPENDED_INT);
    }

    @Test
    void aResultThatNobodyAskedForIsNotThatOfTheNextAwait() {
        Coroutine<Object> asksOnce = new Coroutine<>() {
            @Override
            protected boolean step(int point) {
                assertFalse(awaits(1, COMPLETED));
                assertFalse(awaits(2, atOnce("the next")));
                return returns(String.valueOf(awaited()));
            }
        };
        assertFalse(asksOnce.next());
        assertEquals("the next", asksOnce.result());
    }
}

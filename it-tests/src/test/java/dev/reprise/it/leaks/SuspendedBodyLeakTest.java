package dev.reprise.it.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.Transformation;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A suspended coroutine keeps alive what it will read again, and nothing else. In each method of the source, {@code
 * track} or {@code watch.on} names the object that must be gone at the last suspension.
 */
class SuspendedBodyLeakTest {

    private static final Transformation MADE = Transformation.of("""
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import dev.reprise.it.leaks.Watch;
            import java.util.*;
            class Leaks {
                static final Watch watch = new Watch();

                static Watch watched() { return watch; }
                static Object track() { return watch.object(); }
                static int use(Object... objects) { return objects.length; }

                @Async static Coroutine<Void> live() {
                    Object object = track();
                    while (true) {
                        suspend(null);
                        use(object);
                    }
                }
                @Async static Coroutine<Void> deadLocal() {
                    Object object = track();
                    suspend(null);
                    use(object);
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> localThatWasNeverSaved() {
                    Object object = track();
                    use(object);
                    while (true) await(Later.of(1));
                }
                @Async static Coroutine<Void> deadAfterAnAwaitThatDidNotSuspend() {
                    Object object = track();
                    suspend(null);
                    use(object);
                    await(Coroutine.done());
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> parameterAfterAnAwaitThatDidNotSuspend(Object object) {
                    use(object);
                    await(Coroutine.done());
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> deadOnOneBranch() {
                    Object object = track();
                    suspend(null);
                    if (watch != null) {
                        await(Later.of(1));
                    } else {
                        use(object);
                    }
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> overwritten() {
                    Object object = track();
                    while (true) {
                        suspend(null);
                        use(object);
                        object = null;
                    }
                }
                @Async static Coroutine<Void> deadStackValue() {
                    int used = use(track(), await(Later.of(1)));
                    while (true) suspend(used > 9 ? "" : null);
                }
                @Async static Coroutine<Void> deadStackValueAfterAnAwaitThatDidNotSuspend() {
                    int used = use(track(), await(Later.of(1))) + await(Coroutine.of(2));
                    while (true) suspend(used > 9 ? "" : null);
                }
                @Async static Coroutine<Void> finishedChild() {
                    await(watch.on(Later.of(1)));
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> childThatNeverSuspended() {
                    await(watch.on(Later.after(0, 1)));
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> resultOfAChild() {
                    use(await(Later.of(track())));
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> caughtException() {
                    try {
                        await(Later.failing(watch.on(new RuntimeException())));
                    } catch (RuntimeException e) {
                        await(Later.of(1));
                        use(e);
                    }
                    while (true) await(Later.of(2));
                }
                @Async static Coroutine<Void> pendingExceptionOfFinally() {
                    try {
                        try {
                            throw watch.on(new RuntimeException());
                        } finally {
                            await(Later.of(1));
                        }
                    } catch (RuntimeException e) {
                        use(1);
                    }
                    while (true) await(Later.of(2));
                }
                @Async static Coroutine<Void> deadInBetween() {
                    Object object = track();
                    suspend(null);
                    use(object);
                    while (true) {
                        suspend(null);
                        object = new Object();
                        suspend(null);
                        use(object);
                    }
                }
                @Async static Coroutine<Void> ofTheTurnBefore() {
                    for (int turn = 0; ; turn++) {
                        Object object = turn == 0 ? track() : new Object();
                        suspend(null);
                        use(object);
                    }
                }
                @Async static Coroutine<Void> iteratorOfAnEndedLoop() {
                    for (Object element : watch.on(List.of(1, 2))) {
                        suspend(null);
                        use(element);
                    }
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> resourceOfAnEndedTry() {
                    try (AutoCloseable resource = watch.on(new java.io.StringReader(""))) {
                        suspend(null);
                    } catch (Exception e) {
                        use(e);
                    }
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> receiverOnTheStack() {
                    int hash = ((List<?>) watch.on(new ArrayList<>())).indexOf(await(Later.of(1)));
                    while (true) suspend(hash > 9 ? "" : null);
                }
                @Async static Coroutine<Void> arrayOnTheStack() {
                    int[] array = watch.on(new int[] {1, 2});
                    int sum = 0;
                    array[await(Later.of(1))] += await(Later.of(1));
                    for (int i : array) sum += i;
                    while (true) suspend(sum > 9 ? "" : null);
                }
                @Async static Coroutine<Void> argumentOfAConstructor() {
                    String text = new StringBuilder(watch.on(new String("s"))).append(await(Later.of(1))).toString();
                    while (true) suspend(text.isEmpty() ? "" : null);
                }
                @Async static Coroutine<Void> exceptionCaughtInTheLoopBefore() {
                    for (int turn = 0; ; turn++) {
                        try {
                            if (turn == 0) throw watch.on(new RuntimeException());
                            await(Later.of(1));
                        } catch (RuntimeException e) {
                            await(Later.of(1));
                            use(e);
                        }
                    }
                }
                @Async static Coroutine<Void> childOfALambda() {
                    Object object = track();
                    java.util.function.Supplier<Coroutine<Integer>> child = () -> {
                        await(Later.of(1));
                        return Coroutine.of(use(object));
                    };
                    await(child.get());
                    while (true) suspend(null);
                }
                @Async static Coroutine<Integer> returns() {
                    Object object = track();
                    await(Later.of(1));
                    return Coroutine.of(use(object));
                }
                @Async static Coroutine<Integer> fails() {
                    Object object = track();
                    await(Later.of(1));
                    throw new IllegalStateException("" + use(object));
                }
                static Object exception() { return watch.on(new IllegalStateException()); }
                @Async static Coroutine<Void> catchesWhatIsRaised() {
                    while (true) {
                        try {
                            await(Later.after(9, 1));
                        } catch (RuntimeException e) {
                            suspend(null);
                            use(e);
                        }
                    }
                }
                @Async static Coroutine<Void> ignores(Object object) {
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> uses(Object object) {
                    while (true) suspend(object);
                }
                @Async static Coroutine<Void> sentValue() {
                    use(suspend(null));
                    while (true) suspend(null);
                }
            }
            """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadLocal",
                "localThatWasNeverSaved",
                "deadAfterAnAwaitThatDidNotSuspend",
                "deadOnOneBranch",
                "overwritten",
                "deadStackValue",
                "deadStackValueAfterAnAwaitThatDidNotSuspend",
                "finishedChild",
                "childThatNeverSuspended",
                "resultOfAChild",
                "caughtException",
                "pendingExceptionOfFinally",
                "deadInBetween",
                "ofTheTurnBefore",
                "iteratorOfAnEndedLoop",
                "resourceOfAnEndedTry",
                "receiverOnTheStack",
                "arrayOnTheStack",
                "argumentOfAConstructor",
                "exceptionCaughtInTheLoopBefore",
                "childOfALambda"
            })
    void aSuspendedCoroutineKeepsNothingDead(String method) {
        Coroutine<?> coroutine = MADE.start("Leaks", method);
        step(coroutine, 5);
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aFinishedCoroutineKeepsNothingButItsResult() {
        Coroutine<?> coroutine = MADE.start("Leaks", "returns");
        assertEquals(1, Transformation.finish(coroutine));
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aFailedCoroutineKeepsNothingButItsFailure() {
        Coroutine<?> coroutine = MADE.start("Leaks", "fails");
        assertThrows(IllegalStateException.class, () -> Transformation.finish(coroutine));
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aParameterThatIsNotReadAgainIsNotKept() {
        Coroutine<?> coroutine =
                MADE.start("Leaks", "parameterAfterAnAwaitThatDidNotSuspend", MADE.call("Leaks", "track"));
        step(coroutine, 5);
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aParameterThatIsNeverReadIsGoneAfterTheFirstStep() {
        Coroutine<?> coroutine = MADE.start("Leaks", "ignores", MADE.call("Leaks", "track"));
        step(coroutine, 1);
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aCoroutineThatWasNotStartedKeepsItsArgumentsUntilItIsClosed() {
        Coroutine<?> coroutine = MADE.start("Leaks", "uses", MADE.call("Leaks", "track"));
        assertFalse(isCollected());
        coroutine.close();
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aCoroutineThatWasClosedKeepsNothing() {
        Coroutine<?> coroutine = MADE.start("Leaks", "live");
        step(coroutine, 2);
        coroutine.close();
        assertTrue(isCollected(), "still reachable from " + coroutine);
        assertEquals(Coroutine.State.CLOSED, coroutine.state());
    }

    @Test
    void whatWasRaisedAndCaughtIsNotKept() {
        Coroutine<?> coroutine = MADE.start("Leaks", "catchesWhatIsRaised");
        step(coroutine, 1);
        assertTrue(coroutine.raise((RuntimeException) Objects.requireNonNull(MADE.call("Leaks", "exception"))));
        assertFalse(isCollected(), "the handler reads it again");
        step(coroutine, 1);
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void whatWasSentIsNotKept() {
        Coroutine<?> coroutine = MADE.start("Leaks", "sentValue");
        step(coroutine, 1);
        coroutine.send(MADE.call("Leaks", "track"));
        step(coroutine, 1);
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void whatIsReadAgainIsKept() {
        Coroutine<?> coroutine = MADE.start("Leaks", "live");
        step(coroutine, 5);
        assertFalse(isCollected());
        assertEquals(Coroutine.State.SUSPENDED, coroutine.state());
    }

    private static void step(Coroutine<?> coroutine, int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(coroutine.next());
        }
    }

    private static boolean isCollected() {
        return ((Watch) Objects.requireNonNull(MADE.call("Leaks", "watched"))).isCollected();
    }
}

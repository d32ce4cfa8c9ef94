package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.Transformation;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A suspended coroutine keeps alive what it will read again, and nothing else. In each method of the source, {@code
 * track} or {@code watch} makes the object that must be gone at the last suspension; {@code main} suspends without end.
 */
class LeakTest {

    private static final Transformation MADE = Transformation.of("""
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.lang.ref.*;
            class Leaks {
                static Reference<Object> tracked;

                static Object track() { return watch(new Object()); }
                static <T> T watch(T object) {
                    tracked = new WeakReference<>(object);
                    return object;
                }
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
                    if (tracked != null) {
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
                    await(watch(Later.of(1)));
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> childThatNeverSuspended() {
                    await(watch(Later.after(0, 1)));
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> resultOfAChild() {
                    use(await(Later.of(track())));
                    while (true) suspend(null);
                }
                @Async static Coroutine<Void> caughtException() {
                    try {
                        await(Later.failing(watch(new RuntimeException())));
                    } catch (RuntimeException e) {
                        await(Later.of(1));
                        use(e);
                    }
                    while (true) await(Later.of(2));
                }
                @Async static Coroutine<Void> pendingExceptionOfFinally() {
                    try {
                        try {
                            throw watch(new RuntimeException());
                        } finally {
                            await(Later.of(1));
                        }
                    } catch (RuntimeException e) {
                        use(1);
                    }
                    while (true) await(Later.of(2));
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
                "pendingExceptionOfFinally"
            })
    void aSuspendedCoroutineKeepsNothingDead(String method) throws ReflectiveOperationException {
        Coroutine<?> coroutine = MADE.start("Leaks", method);
        step(coroutine, 5);
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aFinishedCoroutineKeepsNothingButItsResult() throws ReflectiveOperationException {
        Coroutine<?> coroutine = MADE.start("Leaks", "returns");
        assertEquals(1, Transformation.finish(coroutine));
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aFailedCoroutineKeepsNothingButItsFailure() throws ReflectiveOperationException {
        Coroutine<?> coroutine = MADE.start("Leaks", "fails");
        assertThrows(IllegalStateException.class, () -> Transformation.finish(coroutine));
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aParameterThatIsNotReadAgainIsNotKept() throws ReflectiveOperationException {
        Coroutine<?> coroutine =
                MADE.start("Leaks", "parameterAfterAnAwaitThatDidNotSuspend", MADE.call("Leaks", "track"));
        step(coroutine, 5);
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void whatWasSentIsNotKept() throws ReflectiveOperationException {
        Coroutine<?> coroutine = MADE.start("Leaks", "sentValue");
        step(coroutine, 1);
        coroutine.send(MADE.call("Leaks", "track"));
        step(coroutine, 1);
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void whatIsReadAgainIsKept() throws ReflectiveOperationException {
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

    /** Asks the collector until the reference is cleared, and gives up after so many times that it never will be. */
    private static boolean isCollected() throws ReflectiveOperationException {
        for (int i = 0; i < 20 && !tracked().refersTo(null); i++) {
            System.gc();
        }
        return tracked().refersTo(null);
    }

    private static WeakReference<?> tracked() throws ReflectiveOperationException {
        Field field = MADE.load("Leaks").getDeclaredField("tracked");
        field.setAccessible(true);
        return (WeakReference<?>) field.get(null);
    }
}

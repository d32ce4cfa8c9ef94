package dev.reprise.it.leaks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.Transformation;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame that is made at the first suspension of a body that was called directly holds nothing dead either. */
class LateFrameLeakTest {

    private static final Transformation MADE = Transformation.of("""
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.leaks.Watch;
            class Late {
                static final Watch watch = new Watch();
                static Watch watched() { return watch; }
                static int use(Object object) { return object.hashCode(); }

                @Async private static Coroutine<Void> forEver() { while (true) suspend(null); }
                @Async private static Coroutine<Void> once() {
                    suspend(null);
                    return Coroutine.done();
                }
                @Async private static Coroutine<Object> returning(Object object) {
                    suspend(null);
                    return Coroutine.of(object);
                }

                @Async static Coroutine<Void> deadArgument() {
                    await(usesOnce(watch.object()));
                    return Coroutine.done();
                }
                @Async private static Coroutine<Void> usesOnce(Object object) {
                    use(object);
                    await(forEver());
                    return Coroutine.done();
                }
                @Async static Coroutine<Void> argumentThatDies() {
                    await(usesLate(watch.object()));
                    return Coroutine.done();
                }
                @Async private static Coroutine<Void> usesLate(Object object) {
                    await(once());
                    use(object);
                    await(forEver());
                    return Coroutine.done();
                }
                @Async static Coroutine<Void> deadLocal() {
                    Object object = watch.object();
                    use(object);
                    await(forEver());
                    return Coroutine.done();
                }
                @Async static Coroutine<Void> droppedResult() {
                    await(returning(watch.object()));
                    await(forEver());
                    return Coroutine.done();
                }
                @Async static Coroutine<Integer> ends() {
                    Object object = watch.object();
                    suspend(null);
                    return Coroutine.of(use(object));
                }
                @Async static Coroutine<Void> receiver() {
                    await(watch.on(new Late()).own());
                    await(forEver());
                    return Coroutine.done();
                }
                @Async private Coroutine<Void> own() {
                    await(once());
                    return Coroutine.done();
                }
            }
            """);

    @ParameterizedTest
    @ValueSource(strings = {"deadArgument", "argumentThatDies", "deadLocal", "droppedResult", "receiver"})
    void whatNobodyReadsAgainIsGone(String method) {
        Coroutine<?> coroutine = MADE.start("Late", method);
        assertTrue(coroutine.next());
        assertTrue(coroutine.next());
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    @Test
    void aBodyThatCouldBeCalledAndWasNotKeepsNothingWhenItHasEnded() {
        Coroutine<?> coroutine = MADE.start("Late", "ends");
        assertTrue(coroutine.next());
        assertFalse(coroutine.next());
        assertTrue(isCollected(), "still reachable from " + coroutine);
    }

    private static boolean isCollected() {
        return ((Watch) Objects.requireNonNull(MADE.call("Late", "watched"))).isCollected();
    }
}

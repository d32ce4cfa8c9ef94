package dev.reprise.it.badinput;

import static dev.reprise.it.badinput.Messages.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.it.support.Lines;
import dev.reprise.it.support.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Null where a coroutine is needed. */
class NullTest {

    private static final String SOURCE = """
            package p;
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            class Nulls {
                @Async static Coroutine<Integer> waitsFor(Awaitable<Integer> given) {
                    int one = await(Later.of(1));
                    return Coroutine.of(one + await(given)); // waits
                }
                @Async static Coroutine<String> catches(Awaitable<Integer> given) {
                    try {
                        return Coroutine.of("" + await(given));
                    } catch (NullPointerException e) {
                        return Coroutine.of("caught");
                    }
                }
                @Async static Coroutine<Integer> returns(Coroutine<Integer> given) {
                    await(Later.of(1));
                    Coroutine<Integer> result = given;
                    return result; // returns
                }
                static Coroutine<Integer> nothing() {
                    return null;
                }
                @Async static Coroutine<Integer> returnsNothing() {
                    return nothing(); // nothing
                }
            }
            """;

    private static final Transformation MADE = Transformation.of(SOURCE);

    private static NullPointerException failure(String method, @Nullable Object... arguments) {
        Coroutine<?> coroutine = MADE.start("p.Nulls", method, arguments);
        NullPointerException error = assertThrows(NullPointerException.class, () -> Transformation.finish(coroutine));
        assertEquals(Coroutine.State.FAILED, coroutine.state());
        return error;
    }

    private static String at(String method, String mark) {
        return "at p.Nulls." + method + "(Nulls.java:" + Lines.of(SOURCE, mark) + ")";
    }

    @Test
    void awaited() {
        assertSays(
                failure("waitsFor", new Object[] {null}),
                "null was awaited",
                at("waitsFor", "// waits"),
                "await needs an Awaitable");
    }

    @Test
    void awaitedAndCaught() {
        assertEquals("caught", MADE.run("p.Nulls", "catches", new Object[] {null}));
    }

    @Test
    void returnedByAwaiter() {
        assertSays(
                failure("waitsFor", new Careless()),
                "awaiter() of " + Careless.class.getName() + " returned null",
                at("waitsFor", "// waits"),
                "it must return the coroutine to step");
    }

    @Test
    void returnedThroughAVariable() {
        assertSays(
                failure("returns", new Object[] {null}),
                "<coroutine Nulls.returns running> returned null",
                at("returns", "// returns"),
                "end it with return Coroutine.of(value) or return Coroutine.done()");
    }

    @Test
    void returnedByWhatIsReturned() {
        assertSays(failure("returnsNothing"), "returned null", at("returnsNothing", "// nothing"));
    }

    private static final class Careless implements Awaitable<Integer> {
        @Override
        @SuppressWarnings("NullAway") // the fault under test
        public Coroutine<Integer> awaiter() {
            return null;
        }
    }
}

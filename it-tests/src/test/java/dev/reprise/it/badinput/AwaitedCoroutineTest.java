package dev.reprise.it.badinput;

import static dev.reprise.it.badinput.Messages.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.Lines;
import dev.reprise.it.support.Transformation;
import org.junit.jupiter.api.Test;

/** A coroutine runs once. Whoever awaits one that has run, or runs, is told where and what to do instead. */
class AwaitedCoroutineTest {

    private static final String SOURCE = """
            package p;
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            class Reuse {
                static Coroutine<?> shared;
                @Async static Coroutine<Integer> child() {
                    return Coroutine.of(await(Later.of(7))); // child
                }
                @Async static Coroutine<Integer> waitsFor(Coroutine<Integer> given) {
                    return Coroutine.of(await(given)); // waits
                }
                @Async static Coroutine<Integer> returns(Coroutine<Integer> given) {
                    return given; // returns
                }
                @Async static Coroutine<Integer> twice(Coroutine<Integer> given) {
                    await(given);
                    return Coroutine.of(await(given)); // twice
                }
                @Async static Coroutine<String> catches(Coroutine<Integer> given) {
                    try {
                        return Coroutine.of("" + await(given));
                    } catch (IllegalStateException e) {
                        return Coroutine.of("caught, then " + await(Later.of("went on")));
                    }
                }
                @Async static Coroutine<Void> itself() {
                    await(shared); // itself
                    return done();
                }
                @Async static Coroutine<Void> stepsItself() {
                    shared.next();
                    return done();
                }
                @Async static Coroutine<Integer> fails() {
                    suspend(null);
                    throw new UnsupportedOperationException("its own");
                }
                static void share(Coroutine<?> coroutine) {
                    shared = coroutine;
                }
            }
            """;

    private static final Transformation MADE = Transformation.of(SOURCE);

    private static String at(String method, String mark) {
        return "at p.Reuse." + method + "(Reuse.java:" + Lines.of(SOURCE, mark) + ")";
    }

    private static Coroutine<?> start(String method, Object... arguments) {
        return MADE.start("p.Reuse", method, arguments);
    }

    @Test
    void awaitedTwice() {
        Coroutine<?> parent = start("twice", start("child"));
        assertTrue(parent.next());
        IllegalStateException error = assertThrows(IllegalStateException.class, parent::next);
        assertSays(
                error,
                "cannot reuse <coroutine Reuse.child returned>",
                "already awaited or run to its end",
                "call the method again for a new coroutine",
                at("twice", "// twice"));
    }

    @Test
    void awaitedAfterItWasRunToItsEndByHand() {
        Coroutine<?> child = start("child");
        assertEquals(7, Transformation.finish(child));
        assertSays(
                assertThrows(IllegalStateException.class, start("waitsFor", child)::next),
                "cannot reuse <coroutine Reuse.child returned>",
                at("waitsFor", "// waits"));
    }

    @Test
    void awaitedAfterItFailed() {
        Coroutine<?> child = start("fails");
        assertTrue(child.next());
        assertThrows(UnsupportedOperationException.class, child::next);
        assertSays(
                assertThrows(IllegalStateException.class, start("waitsFor", child)::next),
                "cannot reuse <coroutine Reuse.fails failed>",
                at("waitsFor", "// waits"));
    }

    @Test
    void awaitedAfterItWasClosed() {
        Coroutine<?> child = start("child");
        child.close();
        assertSays(
                assertThrows(IllegalStateException.class, start("waitsFor", child)::next),
                "cannot reuse <coroutine Reuse.child closed>");
    }

    @Test
    void awaitedWhileAnotherOneAwaitsIt() {
        Coroutine<?> child = start("child");
        Coroutine<?> first = start("waitsFor", child);
        assertTrue(first.next());
        assertSays(
                assertThrows(IllegalStateException.class, start("waitsFor", child)::next),
                "<coroutine Reuse.child suspended",
                "is being awaited already",
                at("waitsFor", "// waits"));
        assertEquals(7, Transformation.finish(first), "the first one is not disturbed");
    }

    @Test
    void awaitedBySteppingItselfInACircle() {
        Coroutine<?> coroutine = start("itself");
        MADE.call("p.Reuse", "share", coroutine);
        assertSays(
                assertThrows(IllegalStateException.class, coroutine::next),
                "<coroutine Reuse.itself running> is already executing",
                "step it only between its steps",
                at("itself", "// itself"));
    }

    @Test
    void steppedWhileItRuns() {
        Coroutine<?> coroutine = start("stepsItself");
        MADE.call("p.Reuse", "share", coroutine);
        assertSays(
                assertThrows(IllegalStateException.class, coroutine::next),
                "<coroutine Reuse.stepsItself running> is already executing");
    }

    @Test
    void returnedAfterItWasRun() {
        Coroutine<?> child = start("child");
        Transformation.finish(child);
        assertSays(
                assertThrows(IllegalStateException.class, start("returns", child)::next),
                "cannot reuse",
                at("returns", "// returns"));
    }

    @Test
    void theErrorCanBeCaughtAtTheAwait() {
        Coroutine<?> child = start("child");
        Transformation.finish(child);
        assertEquals("caught, then went on", Transformation.finish(start("catches", child)));
    }

    /** As in Python, where a coroutine that was stepped by hand may be awaited for the rest. */
    @Test
    void aSuspendedOneThatNobodyAwaitsIsNoFault() {
        Coroutine<?> child = start("fails");
        assertTrue(child.next());
        assertSays(
                UnsupportedOperationException.class,
                assertThrows(Exception.class, () -> Transformation.finish(start("waitsFor", child))),
                "its own");
    }

    @Test
    void steppedAfterItsEnd() {
        Coroutine<?> child = start("child");
        Transformation.finish(child);
        assertSays(
                assertThrows(IllegalStateException.class, child::next),
                "cannot reuse <coroutine Reuse.child returned>",
                "make a task");
    }

    @Test
    void askedForItsResultTooEarly() {
        Coroutine<?> child = start("child");
        assertTrue(child.next());
        assertSays(
                assertThrows(IllegalStateException.class, child::result),
                "<coroutine Reuse.child suspended at Reuse.java:" + Lines.of(SOURCE, "// child") + ">",
                "has no result");
    }
}

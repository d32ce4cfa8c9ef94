package dev.reprise.it.protocol;

import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.CoroutineExit;

/** The bodies of {@code bodies.py} that do something when they are closed. */
final class ExitBodies {

    private ExitBodies() {}

    static Object make(Trace trace, String body, Trace.Arguments arguments) {
        return switch (body) {
            case "swallows_anything" -> swallowsAnything(trace);
            case "cleans" -> cleans(trace);
            case "awaits_in_finally" -> awaitsInFinally(trace);
            case "ignores_exit" -> ignoresExit();
            case "swallows_exit" -> swallowsExit();
            case "fails_on_exit" -> failsOnExit();
            default -> ChainBodies.make(trace, body, arguments);
        };
    }

    @Async
    private static Coroutine<String> swallowsAnything(Trace trace) {
        Object result = null;
        try {
            result = suspend("a");
        } catch (Throwable e) {
            trace.log("swallowed " + Outcomes.error(e));
        }
        return Coroutine.of("end with " + Outcomes.text(result));
    }

    @Async
    private static Coroutine<Void> cleans(Trace trace) {
        try {
            suspend("a");
            suspend("b");
        } finally {
            trace.log("cleaned");
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> awaitsInFinally(Trace trace) {
        try {
            suspend("a");
        } finally {
            trace.log("cleaning");
            suspend("late");
            trace.log("cleaned");
        }
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<String> ignoresExit() {
        try {
            suspend("a");
        } catch (CoroutineExit e) {
            suspend("ignored");
        }
        return Coroutine.of("survived");
    }

    @Async
    private static Coroutine<String> swallowsExit() {
        try {
            suspend("a");
        } catch (CoroutineExit e) {
            return Coroutine.of("swallowed");
        }
        return Coroutine.of("end");
    }

    @Async
    @SuppressWarnings({"finally", "Finally"})
    private static Coroutine<String> failsOnExit() {
        try {
            suspend("a");
        } finally {
            throw new Bang("from finally");
        }
    }
}

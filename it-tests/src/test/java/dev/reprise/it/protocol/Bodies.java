package dev.reprise.it.protocol;

import static dev.reprise.Coroutine.suspend;
import static dev.reprise.it.protocol.Boom.orBoom;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/** The bodies of {@code bodies.py} that await nobody and do not look at how they are ended. */
final class Bodies {

    private Bodies() {}

    static Object make(Trace trace, String body, Trace.Arguments arguments) throws Boom {
        return switch (body) {
            case "plain" -> plain(trace);
            case "once" -> once(trace);
            case "twice" -> twice();
            case "silent" -> silent();
            case "echo" -> echo();
            case "yielder" -> yielder(trace);
            case "fails" -> fails();
            case "fails_at_once" -> failsAtOnce();
            case "catches" -> catches(trace);
            case "catches_and_returns" -> catchesAndReturns();
            case "catches_exception" -> catchesException(trace);
            case "catches_forever" -> catchesForever();
            case "rethrows" -> rethrows(trace);
            case "replaces" -> replaces();
            default -> ExitBodies.make(trace, body, arguments);
        };
    }

    @Async
    private static Coroutine<String> plain(Trace trace) {
        trace.log("ran");
        return Coroutine.of("done");
    }

    @Async
    private static Coroutine<String> once(Trace trace) {
        trace.log("begun");
        Object got = suspend("a");
        trace.log(got);
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<String> twice() {
        Object first = suspend("a");
        Object second = suspend("b");
        return Coroutine.of(Outcomes.text(first) + " " + Outcomes.text(second));
    }

    @Async
    private static Coroutine<Void> silent() {
        suspend(null);
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> echo() {
        Object value = "ready";
        while (!"stop".equals(value)) {
            value = suspend(value);
        }
        return Coroutine.of("stop");
    }

    @Async
    private static Coroutine<String> yielder(Trace trace) {
        trace.log(suspend("a"));
        trace.log(suspend("b"));
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<String> fails() throws Boom {
        suspend("a");
        throw new Boom("own");
    }

    @Async
    private static Coroutine<String> failsAtOnce() throws Boom {
        throw new Boom("own");
    }

    @Async
    private static Coroutine<String> catches(Trace trace) {
        try {
            suspend(orBoom("a"));
        } catch (Boom e) {
            trace.log("caught " + e.getMessage());
            suspend("b");
        }
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<String> catchesAndReturns() {
        try {
            suspend(orBoom("a"));
            return Coroutine.of("not reached");
        } catch (Boom | Bang e) {
            return Coroutine.of("caught " + e.getMessage());
        }
    }

    @Async
    private static Coroutine<String> catchesException(Trace trace) {
        try {
            suspend("a");
        } catch (Exception e) {
            trace.log("handler for Exception");
        }
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<String> catchesForever() {
        int count = 0;
        while (true) {
            try {
                suspend(String.valueOf(count));
                return Coroutine.of("end");
            } catch (Throwable e) {
                count++;
                if (count == 3) {
                    throw e;
                }
            }
        }
    }

    @Async
    private static Coroutine<String> rethrows(Trace trace) throws Boom {
        try {
            suspend(orBoom("a"));
        } catch (Boom e) {
            trace.log("rethrows");
            throw e;
        }
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<String> replaces() {
        try {
            suspend(orBoom("a"));
        } catch (Boom e) {
            throw new Bang("instead", e);
        }
        return Coroutine.of("end");
    }
}

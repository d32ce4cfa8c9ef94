package dev.reprise.it.protocol;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static dev.reprise.it.protocol.Boom.orBoom;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.CoroutineExit;
import org.jspecify.annotations.Nullable;

/** The bodies of {@code bodies.py} that await others or step them. */
final class ChainBodies {

    private ChainBodies() {}

    static Object make(Trace trace, String body, Trace.Arguments arguments) {
        return switch (body) {
            case "relay" -> relay(trace, arguments.coroutine(0));
            case "tail" -> tail(arguments.coroutine(0));
            case "relay_lazily" -> relayLazily(arguments.coroutine(0));
            case "relay_broken" -> relayBroken();
            case "relay_none" -> relayNone();
            case "between" -> between(arguments.coroutine(0));
            case "guards" -> guards(trace, arguments.word(0), arguments.coroutine(1));
            case "handles" -> handles(trace, arguments.coroutine(0));
            case "handles_anything" -> handlesAnything(trace, arguments.coroutine(0));
            case "stubborn" -> stubborn(trace, arguments.coroutine(0));
            case "replaces_in_finally" -> replacesInFinally(arguments.coroutine(0));
            case "both" -> both(arguments.coroutine(0), arguments.coroutine(1));
            case "retries" -> retries(trace, arguments.coroutine(0));
            case "steps" -> steps(trace, arguments.word(0), arguments.word(1), arguments.from(2));
            case "steps_then_relays" -> stepsThenRelays(trace, arguments.word(0), arguments.word(1), arguments.from(2));
            case "steps_in_finally" -> stepsInFinally(trace, arguments.word(0), arguments.word(1), arguments.from(2));
            default -> HandWritten.make(trace, body, arguments);
        };
    }

    @Async
    private static Coroutine<String> relay(Trace trace, Coroutine<@Nullable Object> inner) {
        Object result = await(inner);
        trace.log("relay got " + Outcomes.text(result));
        return Coroutine.of("relayed " + Outcomes.text(result));
    }

    @Async
    private static Coroutine<@Nullable Object> tail(Coroutine<@Nullable Object> inner) {
        return inner;
    }

    @Async
    private static Coroutine<@Nullable Object> relayLazily(Coroutine<@Nullable Object> inner) {
        Awaitable<@Nullable Object> lazy = () -> inner;
        return Coroutine.of(await(lazy));
    }

    @Async
    @SuppressWarnings("NullAway") // the mistake is the point
    private static Coroutine<@Nullable Object> relayBroken() {
        Awaitable<Object> broken = () -> null;
        return Coroutine.of(await(broken));
    }

    @Async
    @SuppressWarnings("NullAway") // the mistake is the point
    private static Coroutine<@Nullable Object> relayNone() {
        return Coroutine.of(await((Awaitable<Object>) null));
    }

    @Async
    private static Coroutine<@Nullable Object> between(Coroutine<@Nullable Object> inner) {
        suspend("before");
        Object result = await(inner);
        suspend("after");
        return Coroutine.of(result);
    }

    @Async
    private static Coroutine<@Nullable Object> guards(Trace trace, String name, Coroutine<@Nullable Object> inner) {
        try {
            return Coroutine.of(await(inner));
        } finally {
            trace.log(name + " cleaned");
        }
    }

    @Async
    private static Coroutine<String> handles(Trace trace, Coroutine<@Nullable Object> inner) {
        Object result;
        try {
            result = await(orBoom(inner));
        } catch (Boom e) {
            trace.log("handles " + e.getMessage());
            result = suspend("handled");
        }
        return Coroutine.of("after " + Outcomes.text(result));
    }

    @Async
    private static Coroutine<String> handlesAnything(Trace trace, Coroutine<@Nullable Object> inner) {
        try {
            await(inner);
        } catch (Exception e) {
            trace.log("handles " + Outcomes.error(e));
            suspend("handled");
        }
        return Coroutine.of("end");
    }

    @Async
    private static Coroutine<String> stubborn(Trace trace, Coroutine<@Nullable Object> inner) {
        try {
            await(inner);
        } catch (CoroutineExit e) {
            trace.log("stubborn");
            suspend("still here");
        }
        return Coroutine.of("end");
    }

    @Async
    @SuppressWarnings({"finally", "Finally"})
    private static Coroutine<String> replacesInFinally(Coroutine<@Nullable Object> inner) {
        try {
            await(inner);
        } finally {
            throw new Bang("from outer finally");
        }
    }

    @Async
    private static Coroutine<String> both(Coroutine<@Nullable Object> first, Coroutine<@Nullable Object> second) {
        return Coroutine.of(Outcomes.text(await(first)) + " " + Outcomes.text(await(second)));
    }

    @Async
    private static Coroutine<@Nullable Object> retries(Trace trace, Coroutine<@Nullable Object> inner) {
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                return Coroutine.of(await(inner));
            } catch (Exception e) {
                trace.log("attempt " + attempt + " " + Outcomes.error(e));
            }
        }
        return Coroutine.of("gave up");
    }

    @Async
    private static Coroutine<String> steps(Trace trace, String verb, String name, String... arguments) {
        trace.log("in it " + trace.step(verb, name, arguments));
        suspend("stepped");
        trace.log("in it " + trace.step(verb, name, arguments));
        return Coroutine.of("end");
    }

    @Async
    @SuppressWarnings("unchecked")
    private static Coroutine<@Nullable Object> stepsThenRelays(
            Trace trace, String verb, String name, String... arguments) {
        trace.log("in it " + trace.step(verb, name, arguments));
        return (Coroutine<@Nullable Object>) trace.named(name);
    }

    @Async
    private static Coroutine<Void> stepsInFinally(Trace trace, String verb, String name, String... arguments) {
        try {
            suspend("a");
        } finally {
            trace.log("in finally " + trace.step(verb, name, arguments));
        }
        return Coroutine.done();
    }
}

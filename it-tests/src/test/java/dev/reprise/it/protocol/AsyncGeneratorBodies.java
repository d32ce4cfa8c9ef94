package dev.reprise.it.protocol;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static dev.reprise.it.protocol.Boom.orBoom;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.CoroutineExit;
import org.jspecify.annotations.Nullable;

/** The asynchronous generators of {@code async_bodies.py}. */
final class AsyncGeneratorBodies {

    private AsyncGeneratorBodies() {}

    static Object make(Trace trace, String body, Trace.Arguments arguments) throws Boom {
        return switch (body) {
            case "a_counts" -> counts(trace);
            case "a_nothing" -> nothing(trace);
            case "a_yields_none" -> yieldsNone();
            case "a_averages" -> averages();
            case "a_waits" -> waits(trace);
            case "a_catches" -> catches(trace);
            case "a_catches_and_waits" -> catchesAndWaits(trace);
            case "a_catches_where_it_waits" -> catchesWhereItWaits();
            case "a_returns_on_boom" -> returnsOnBoom();
            case "a_fails" -> fails();
            case "a_fails_after_waiting" -> failsAfterWaiting();
            case "a_cleans" -> cleans(trace);
            case "a_cleans_slowly" -> cleansSlowly(trace);
            case "a_yields_in_finally" -> yieldsInFinally();
            case "a_yields_late_in_finally" -> yieldsLateInFinally();
            case "a_swallows_exit" -> swallowsExit(trace);
            case "a_fails_on_exit" -> failsOnExit();
            case "a_relays" -> relays(trace, arguments.coroutine(0));
            case "a_steps" -> steps(trace, arguments.word(0), arguments.word(1), arguments.from(2));
            case "a_asks_itself" -> asksItself(trace, arguments.word(0));
            case "a_delegates" -> delegates(trace, arguments.asyncGenerator(0));
            case "a_tower" -> tower(Integer.parseInt(arguments.word(0)));
            case "a_tower_at_once" -> towerAtOnce(Integer.parseInt(arguments.word(0)));
            default -> ConsumerBodies.make(trace, body, arguments);
        };
    }

    @Async
    private static AsyncGenerator<String> counts(Trace trace) {
        trace.log("begun");
        for (int i = 1; i < 4; i++) {
            emit(String.valueOf(i));
        }
        trace.log("ended");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> nothing(Trace trace) {
        trace.log("nothing to yield");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<@Nullable String> yieldsNone() {
        emit(null);
        emit("a");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<@Nullable String> averages() {
        int total = 0;
        int count = 0;
        String average = null;
        while (true) {
            Object sent = emit(average);
            if (sent == null) {
                return AsyncGenerator.done();
            }
            total += Integer.parseInt((String) sent);
            count++;
            average = String.valueOf(total / count);
        }
    }

    @Async
    private static AsyncGenerator<String> waits(Trace trace) {
        for (int i = 1; i < 3; i++) {
            Object got = suspend("wait " + i);
            Object sent = emit(Outcomes.text(got) + " " + i);
            if (sent != null) {
                trace.log("sent " + sent);
            }
        }
        trace.log(suspend("wait for the end"));
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> catches(Trace trace) {
        while (true) {
            try {
                emit(orBoom("a"));
                return AsyncGenerator.done();
            } catch (Boom e) {
                trace.log("caught " + e.getMessage());
            }
        }
    }

    @Async
    private static AsyncGenerator<String> catchesAndWaits(Trace trace) {
        try {
            emit(orBoom("a"));
        } catch (Boom e) {
            trace.log(suspend("caught " + e.getMessage()));
        }
        emit("b");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> catchesWhereItWaits() {
        try {
            suspend(orBoom("wait"));
        } catch (Boom e) {
            emit("caught " + e.getMessage());
        }
        emit("b");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> returnsOnBoom() {
        try {
            emit(orBoom("a"));
        } catch (Boom e) {
            return AsyncGenerator.done();
        }
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> fails() throws Boom {
        emit("a");
        throw new Boom("own");
    }

    @Async
    private static AsyncGenerator<String> failsAfterWaiting() throws Boom {
        suspend("wait");
        throw new Boom("own");
    }

    @Async
    private static AsyncGenerator<String> cleans(Trace trace) {
        try {
            emit("a");
            emit("b");
        } finally {
            trace.log("cleaned");
        }
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> cleansSlowly(Trace trace) {
        try {
            emit("a");
            suspend("wait");
        } finally {
            trace.log("cleaning");
            trace.log(suspend("clean"));
        }
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> yieldsInFinally() {
        try {
            emit("a");
            suspend("wait");
        } finally {
            emit("late");
        }
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> yieldsLateInFinally() {
        try {
            emit("a");
        } finally {
            suspend("clean");
            emit("late");
        }
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> swallowsExit(Trace trace) {
        try {
            emit("a");
        } catch (CoroutineExit e) {
            trace.log("swallowed");
        }
        return AsyncGenerator.done();
    }

    @Async
    @SuppressWarnings({"finally", "Finally"})
    private static AsyncGenerator<String> failsOnExit() {
        try {
            emit("a");
            suspend("wait");
        } finally {
            throw new Bang("from finally");
        }
    }

    @Async
    private static AsyncGenerator<@Nullable Object> relays(Trace trace, Coroutine<@Nullable Object> inner) {
        trace.log("relay begun");
        emit(await(inner));
        trace.log("relay ended");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> steps(Trace trace, String verb, String name, String... arguments) {
        trace.log("in it " + trace.step(verb, name, arguments));
        emit("a");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> asksItself(Trace trace, String name) {
        try {
            await(((AsyncGenerator<?>) trace.named(name)).hasNext());
        } catch (IllegalStateException e) {
            trace.log(Outcomes.error(e));
        }
        emit("a");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> delegates(Trace trace, AsyncGenerator<@Nullable Object> inner) {
        while (await(inner.hasNext())) {
            emit("<" + Outcomes.text(inner.next()) + ">");
        }
        trace.log("delegate ended");
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> tower(int levels) {
        if (levels == 0) {
            Object got = suspend("at the bottom");
            emit(Outcomes.text(got));
        } else {
            AsyncGenerator<String> below = tower(levels - 1);
            while (await(below.hasNext())) {
                emit(below.next());
            }
        }
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<String> towerAtOnce(int levels) {
        if (levels == 0) {
            emit("a");
            emit("b");
        } else {
            AsyncGenerator<String> below = towerAtOnce(levels - 1);
            while (await(below.hasNext())) {
                emit(below.next());
            }
        }
        return AsyncGenerator.done();
    }
}

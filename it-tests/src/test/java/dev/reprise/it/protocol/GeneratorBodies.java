package dev.reprise.it.protocol;

import static dev.reprise.Generator.emit;
import static dev.reprise.it.protocol.Boom.orBoom;

import dev.reprise.Async;
import dev.reprise.CoroutineExit;
import dev.reprise.Generator;
import org.jspecify.annotations.Nullable;

/** The generators of {@code bodies.py}. */
final class GeneratorBodies {

    private GeneratorBodies() {}

    static Object make(Trace trace, String body, Trace.Arguments arguments) throws Boom {
        return switch (body) {
            case "counts" -> counts(trace);
            case "nothing" -> nothing(trace);
            case "yields_none" -> yieldsNone();
            case "averages" -> averages();
            case "gen_catches" -> catches(trace);
            case "gen_returns_on_boom" -> returnsOnBoom();
            case "gen_fails" -> fails();
            case "gen_cleans" -> cleans(trace);
            case "gen_yields_in_finally" -> yieldsInFinally();
            case "gen_swallows_exit" -> swallowsExit(trace);
            case "gen_fails_on_exit" -> failsOnExit();
            case "gen_steps" -> steps(trace, arguments.word(0), arguments.word(1), arguments.from(2));
            case "gen_delegates" -> delegates(trace, arguments.generator(0));
            default -> throw new IllegalArgumentException("unknown body " + body);
        };
    }

    @Async
    private static Generator<String> counts(Trace trace) {
        trace.log("begun");
        for (int i = 1; i < 4; i++) {
            emit(String.valueOf(i));
        }
        trace.log("ended");
        return Generator.done();
    }

    @Async
    private static Generator<String> nothing(Trace trace) {
        trace.log("nothing to yield");
        return Generator.done();
    }

    @Async
    private static Generator<@Nullable String> yieldsNone() {
        emit(null);
        emit("a");
        return Generator.done();
    }

    @Async
    private static Generator<@Nullable String> averages() {
        int total = 0;
        int count = 0;
        String average = null;
        while (true) {
            Object sent = emit(average);
            if (sent == null) {
                return Generator.done();
            }
            total += Integer.parseInt((String) sent);
            count++;
            average = String.valueOf(total / count);
        }
    }

    @Async
    private static Generator<String> catches(Trace trace) {
        while (true) {
            try {
                emit(orBoom("a"));
                return Generator.done();
            } catch (Boom e) {
                trace.log("caught " + e.getMessage());
            }
        }
    }

    @Async
    private static Generator<String> returnsOnBoom() {
        try {
            emit(orBoom("a"));
        } catch (Boom e) {
            return Generator.done();
        }
        return Generator.done();
    }

    @Async
    private static Generator<String> fails() throws Boom {
        emit("a");
        throw new Boom("own");
    }

    @Async
    private static Generator<String> cleans(Trace trace) {
        try {
            emit("a");
            emit("b");
        } finally {
            trace.log("cleaned");
        }
        return Generator.done();
    }

    @Async
    private static Generator<String> yieldsInFinally() {
        try {
            emit("a");
        } finally {
            emit("late");
        }
        return Generator.done();
    }

    @Async
    private static Generator<String> swallowsExit(Trace trace) {
        try {
            emit("a");
        } catch (CoroutineExit e) {
            trace.log("swallowed");
        }
        return Generator.done();
    }

    @Async
    @SuppressWarnings({"finally", "Finally"})
    private static Generator<String> failsOnExit() {
        try {
            emit("a");
        } finally {
            throw new Bang("from finally");
        }
    }

    @Async
    private static Generator<String> steps(Trace trace, String verb, String name, String... arguments) {
        trace.log("in it " + trace.step(verb, name, arguments));
        emit("a");
        return Generator.done();
    }

    @Async
    private static Generator<String> delegates(Trace trace, Generator<@Nullable String> inner) {
        for (String element : inner) {
            emit("<" + Outcomes.text(element) + ">");
        }
        trace.log("delegate ended");
        return Generator.done();
    }
}

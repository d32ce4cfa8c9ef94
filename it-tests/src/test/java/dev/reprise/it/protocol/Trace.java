package dev.reprise.it.protocol;

import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a sequence: what the bodies log to, and the coroutines by name. */
final class Trace {

    /** Makes the coroutine or the generator of a body that a sequence names. */
    interface Maker {
        Object make(Trace trace, String body, Arguments arguments) throws Boom;
    }

    /** The words after the name of a body: {@code @name} is a coroutine made before, the others are themselves. */
    record Arguments(Trace trace, List<String> words) {

        String word(int index) {
            return words.get(index);
        }

        String[] from(int index) {
            return words.subList(index, words.size()).toArray(String[]::new);
        }

        @SuppressWarnings("unchecked") // what a body evaluates to is only printed
        Coroutine<@Nullable Object> coroutine(int index) {
            return (Coroutine<@Nullable Object>) made(index);
        }

        @SuppressWarnings("unchecked") // as in steppable
        Generator<@Nullable String> generator(int index) {
            return (Generator<@Nullable String>) made(index);
        }

        @SuppressWarnings("unchecked") // as in steppable
        AsyncGenerator<@Nullable Object> asyncGenerator(int index) {
            return (AsyncGenerator<@Nullable Object>) made(index);
        }

        Request request(int index) {
            return (Request) made(index);
        }

        private Object made(int index) {
            return trace.named(words.get(index).substring(1));
        }
    }

    private final Maker maker;
    private final Map<String, Object> named = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    Trace(Maker maker) {
        this.maker = maker;
    }

    void log(@Nullable Object line) {
        lines.add(Outcomes.text(line));
    }

    Object named(String name) {
        return Objects.requireNonNull(named.get(name), name);
    }

    /** Performs the steps of a sequence and tells what came of each. */
    String run(String steps) throws Boom {
        List<String> outcomes = new ArrayList<>();
        for (String step : steps.split(";", -1)) {
            List<String> words = Arrays.asList(step.strip().split(" "));
            String outcome;
            if (words.get(1).equals("=")) {
                Arguments arguments = new Arguments(this, words.subList(3, words.size()));
                named.put(words.get(0), maker.make(this, words.get(2), arguments));
                outcome = "made";
            } else {
                outcome = step(
                        words.get(0),
                        words.get(1),
                        words.subList(2, words.size()).toArray(String[]::new));
            }
            String logged = lines.isEmpty() ? "" : lines + " ";
            outcomes.add(step.strip() + ": " + logged + outcome);
            lines.clear();
        }
        return String.join("; ", outcomes);
    }

    /** Performs a step and tells its outcome; bodies call it too, to step others while they run themselves. */
    String step(String verb, String name, String... arguments) {
        try {
            Object target = named(name);
            return verb.equals("awaiting")
                    ? awaiting((Coroutine<?>) target)
                    : steppable(target).step(verb, List.of(arguments));
        } catch (Throwable error) {
            return Outcomes.error(error);
        }
    }

    @SuppressWarnings("unchecked") // every generator of the table gives strings or null
    private static Steppable steppable(Object target) {
        if (target instanceof Steppable itself) {
            return itself;
        }
        if (target instanceof AsyncGenerator<?> generator) {
            return new Steppable.OfAsyncGenerator((AsyncGenerator<@Nullable Object>) generator);
        }
        return target instanceof Coroutine<?> coroutine
                ? new Steppable.OfCoroutine(coroutine)
                : new Steppable.OfGenerator((Generator<@Nullable String>) target);
    }

    private String awaiting(Coroutine<?> coroutine) {
        Object awaited = coroutine.awaiting().orElse(null);
        return named.entrySet().stream()
                .filter(entry -> entry.getValue() == awaited
                        || (entry.getValue() instanceof Request request && request.coroutine() == awaited))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("nothing");
    }
}

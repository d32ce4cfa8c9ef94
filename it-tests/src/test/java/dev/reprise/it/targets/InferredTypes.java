package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Locals of types that only the compiler knows, by {@code var} of Java 10: captures and intersections. */
public final class InferredTypes {

    private InferredTypes() {}

    @Async
    static Coroutine<String> finalAndVar(Probe p) {
        final var list = new ArrayList<String>();
        final int n = 2;
        for (var i = 0; i < n; i++) {
            var s = await(p.value("v" + i));
            list.add(s + await(p.value(n)));
        }
        var anonymous = new Object() {
            int hits = 1;
        };
        anonymous.hits += await(p.value(1));
        await(p.pause());
        return Coroutine.of(list.toString() + anonymous.hits);
    }

    @Async
    static Coroutine<String> captureInALocal(Probe p) {
        Map<? super Integer, ? extends List<? extends Number>> map = new TreeMap<>(Map.of(1, List.of(2, 3.5)));
        String out = "";
        for (var entry : map.entrySet()) {
            var key = entry.getKey();
            var numbers = entry.getValue();
            await(p.pause());
            var first = numbers.get(await(p.value(0)));
            out += key + "=" + first.intValue() + await(p.value(numbers.size()));
        }
        return Coroutine.of(out);
    }

    @Async
    static Coroutine<Object> intersectionInALocal(Probe p) {
        var either = pick(await(p.value(true)), 1, "text");
        await(p.pause());
        int compared = compare(either, await(p.value(1)));
        return Coroutine.of(either + ":" + compared + List.of(either).get(await(p.value(0))));
    }

    private static <T> T pick(boolean first, T one, T other) {
        return first ? one : other;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Comparable<?>> int compare(T t, Object other) {
        return ((Comparable<Object>) t).compareTo(other);
    }
}

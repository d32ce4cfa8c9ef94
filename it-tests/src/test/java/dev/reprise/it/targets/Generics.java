package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Types that only the compiler knows: captures, intersections, inferred and unchecked ones. */
public final class Generics {

    private Generics() {}

    @Async
    static Coroutine<List<?>> wildcardCapture(Probe p) {
        List<?> unknown = new ArrayList<>(Arrays.asList(1, "two", 3.0));
        await(reversed(p, unknown));
        return Coroutine.of(unknown);
    }

    @Async
    private static <T> Coroutine<Void> reversed(Probe p, List<T> list) {
        for (int i = 0, j = list.size() - 1; i < j; i++, j--) {
            T low = list.get(i);
            list.set(i, await(p.value(list.get(j))));
            list.set(j, await(p.value(low)));
        }
        return Coroutine.done();
    }

    @Async
    static Coroutine<Integer> boundedByAnIntersection(Probe p) {
        List<Integer> list = new ArrayList<>(Arrays.asList(3, 1, 2));
        return Coroutine.of(await(greatest(p, list)) + await(p.value(Collections.max(list))));
    }

    @Async
    private static <T extends Object & Comparable<? super T>, L extends List<? extends T> & java.util.RandomAccess>
            Coroutine<T> greatest(Probe p, List<? extends T> list) {
        @SuppressWarnings("unchecked")
        L random = (L) list;
        T best = random.get(await(p.value(0)));
        for (int i = 1; i < random.size(); i++) {
            T t = await(p.value(random.get(i)));
            best = t.compareTo(best) > 0 ? t : best;
        }
        return Coroutine.of(best);
    }

    @Async
    static Coroutine<Object> genericArrays(Probe p) {
        return Coroutine.of(await(filled(p, "a", "b")));
    }

    @Async
    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> Coroutine<T[]> filled(Probe p, T... elements) {
        T[] copy = elements.clone();
        copy[0] = await(p.value(copy[1]));
        return Coroutine.of(copy);
    }

    @Async
    static Coroutine<String> heapPollution(Probe p) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Awaitable<String> wrong = (Awaitable) p.value(1);
        try {
            String s = await(wrong);
            return Coroutine.of(s);
        } catch (ClassCastException e) {
            return Coroutine.of("refused " + await(p.value("at the await")));
        }
    }
}

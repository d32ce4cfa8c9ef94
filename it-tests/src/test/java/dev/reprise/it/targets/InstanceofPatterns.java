package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Patterns of {@code instanceof}, of Java 16. */
public final class InstanceofPatterns {

    private InstanceofPatterns() {}

    @Async
    static Coroutine<String> patternInstanceof(Probe p) {
        StringBuilder out = new StringBuilder();
        for (Object o : new Object[] {1, "two", 3L, null}) {
            if (await(p.value(o)) instanceof Integer i && i + await(p.value(1)) == 2) {
                out.append(i);
            } else if (!(o instanceof String s)) {
                out.append(o instanceof Long j ? j + await(p.value(1L)) : await(p.value("?")));
            } else {
                out.append(s).append(await(p.value(s.length())));
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> patternVariableInScopeAfter(Probe p) {
        Object o = await(p.value((Object) "scope"));
        if (!(o instanceof String s)) {
            return Coroutine.of(-1);
        }
        await(p.pause());
        return Coroutine.of(s.length());
    }

    @Async
    static Coroutine<Integer> whileWithAPatternAndAnAwait(Probe p) {
        Object o = 1;
        while (o instanceof Integer i && await(p.value(i)) < 5 || o instanceof Long j && j < await(p.value(9L))) {
            o = o instanceof Integer k ? (k < 4 ? (Object) (k + await(p.value(1))) : (Object) 8L) : (Object) 9L;
        }
        return Coroutine.of(((Number) o).intValue());
    }

    @Async
    static Coroutine<Integer> ofAnAwaitedValue(Probe p) {
        return Coroutine.of(await(p.<Object>value(1)) instanceof Number n ? n.intValue() + await(p.value(1)) : -1);
    }
}

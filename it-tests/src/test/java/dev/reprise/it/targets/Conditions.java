package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.Arrays;

/** Branches: if, conditional and short-circuit operators, assignment on some paths. */
public final class Conditions {

    private Conditions() {}

    @Async
    static Coroutine<String> ifElseChain(Probe p) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            if (await(p.value(i)) == 0) {
                out.append("zero");
            } else if (i == 1) {
                out.append(await(p.value("one")));
            } else if (await(p.value(i % 2 == 0))) {
                out.append("even");
            } else {
                out.append(await(p.value("odd")));
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> conditionalInAnOperand(Probe p) {
        int sum = 0;
        for (int i = 0; i < 2; i++) {
            sum += 10 * (i == 0 ? await(p.value(1)) : 2) + (await(p.value(i == 1)) ? p.log(100) : await(p.value(1000)));
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Object> conditionalOfMixedTypes(Probe p) {
        boolean yes = await(p.value(true));
        Object boxed = yes ? await(p.value(1)) : "text";
        double promoted = yes ? await(p.value(2)) : 3.5;
        Comparable<?> common = !yes ? await(p.value(1)) : await(p.value("s"));
        return Coroutine.of(Arrays.asList(boxed, promoted, common));
    }

    @Async
    static Coroutine<String> conditionalChain(Probe p) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            out.append(
                    i == 0
                            ? await(p.value("a"))
                            : await(p.value(i)) == 1 ? "b" : i == 2 ? await(p.value("c")) : p.log("d"));
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> shortCircuits(Probe p) {
        int bits = 0;
        for (int i = 0; i < 4; i++) {
            boolean a = (i & 1) != 0;
            boolean b = (i & 2) != 0;
            bits = bits << 4
                    | (await(p.value(a)) && await(p.value(b)) ? 1 : 0)
                    | (await(p.value(a)) || await(p.value(b)) ? 2 : 0)
                    | (await(p.value(a)) & await(p.value(b)) ? 4 : 0)
                    | (!await(p.value(a)) ^ await(p.value(b)) ? 8 : 0);
        }
        return Coroutine.of(bits);
    }

    @Async
    static Coroutine<Boolean> shortCircuitAsAValue(Probe p) {
        boolean x = p.log(3) > 2 && await(p.value(true)) || await(p.value(false));
        boolean y = !(await(p.value(1)) < 1 || x & await(p.value(false)));
        return Coroutine.of(x == y);
    }

    @Async
    static Coroutine<Integer> assignedInBranches(Probe p) {
        int a;
        final String b;
        if (await(p.value(true))) {
            a = await(p.value(1));
            b = "yes";
        } else {
            b = await(p.value("no"));
            a = 2;
        }
        await(p.pause());
        return Coroutine.of(p.log(b).length() + a);
    }

    @Async
    static Coroutine<Object> commonTypeOfBranches(Probe p) {
        Number n;
        if (await(p.value(false))) {
            n = 1;
        } else {
            n = 2.5;
        }
        await(p.pause());
        CharSequence cs = n.intValue() == 2 ? new StringBuilder("sb") : "string";
        await(p.pause());
        return Coroutine.of(cs.length() + n.longValue());
    }

    @Async
    static Coroutine<Object> nullOrObject(Probe p) {
        String s = await(p.value(true)) ? null : "s";
        String t = s == null ? await(p.<String>value(null)) : s;
        Object o = null;
        if (t == null) {
            o = await(p.value(1L));
        }
        await(p.pause());
        return Coroutine.of(o);
    }

    @Async
    static Coroutine<Integer> comparisonsOfEachKind(Probe p) {
        int n = 0;
        n += await(p.value(1L)) < 2L ? 1 : 0;
        n += await(p.value(1f)) >= await(p.value(Float.NaN)) ? 2 : 0;
        n += 2.0 > await(p.value(1.0)) ? 4 : 0;
        n += await(p.value("x")) == "x" ? 8 : 0;
        n += await(p.<Object>value(null)) != null ? 16 : 0;
        n += 'a' <= await(p.value('b')) ? 32 : 0;
        n += await(p.value((byte) 1)) != await(p.value((short) 1)).byteValue() ? 64 : 0;
        return Coroutine.of(n);
    }

    @Async
    static Coroutine<Integer> returnsFromManyPlaces(Probe p) {
        int n = 0;
        for (int i = 0; i < 4; i++) {
            n = n * 10 + await(chosen(p, i));
        }
        return Coroutine.of(n);
    }

    @Async
    private static Coroutine<Integer> chosen(Probe p, int i) {
        if (i == 0) {
            return Coroutine.of(1);
        }
        if (await(p.value(i)) == 1) {
            return Coroutine.of(await(p.value(2)));
        }
        if (i == 2) {
            return await(p.value(true)) ? Coroutine.of(3) : Coroutine.of(4);
        }
        return Coroutine.of(i == 3 ? await(p.value(5)) : 6);
    }
}

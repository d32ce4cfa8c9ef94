package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** A local of each kind, set before an await and read after it. */
public final class PrimitiveLocals {

    private PrimitiveLocals() {}

    @Async
    static Coroutine<Boolean> booleanLocal(Probe p) {
        boolean set = p.log(true);
        boolean awaited = await(p.value(false));
        set ^= awaited;
        return Coroutine.of(set && !awaited);
    }

    @Async
    static Coroutine<Byte> byteLocal(Probe p) {
        byte local = (byte) 200;
        byte awaited = await(p.value((byte) 100));
        local += awaited;
        p.log(local);
        return Coroutine.of((byte) (local * 3));
    }

    @Async
    static Coroutine<Short> shortLocal(Probe p) {
        short local = (short) 40_000;
        short awaited = await(p.value((short) 30_000));
        local -= awaited;
        p.log(local);
        return Coroutine.of(local);
    }

    @Async
    static Coroutine<Character> charLocal(Probe p) {
        char local = 'a';
        char awaited = await(p.value('\u00e9'));
        local++;
        p.log(local);
        return Coroutine.of((char) (local + awaited));
    }

    @Async
    static Coroutine<Integer> intLocal(Probe p) {
        int local = Integer.MAX_VALUE;
        int awaited = await(p.value(7));
        local += awaited;
        return Coroutine.of(p.log(local));
    }

    @Async
    static Coroutine<Long> longLocal(Probe p) {
        long local = Long.MIN_VALUE;
        long awaited = await(p.value(-1L));
        local += awaited;
        return Coroutine.of(p.log(local));
    }

    @Async
    static Coroutine<Float> floatLocal(Probe p) {
        float local = 0.1f;
        float awaited = await(p.value(Float.NaN));
        p.log(local == awaited);
        p.log(awaited != awaited);
        local *= await(p.value(3f));
        return Coroutine.of(p.log(local));
    }

    @Async
    static Coroutine<Double> doubleLocal(Probe p) {
        double local = -0.0;
        double awaited = await(p.value(Double.POSITIVE_INFINITY));
        p.log(1 / local);
        local = awaited - awaited;
        return Coroutine.of(p.log(local));
    }

    @Async
    static Coroutine<String> referenceLocal(Probe p) {
        String local = p.log("before");
        StringBuilder mutable = new StringBuilder(local);
        mutable.append(await(p.value(" and after")));
        return Coroutine.of(mutable.append('.').toString());
    }

    @Async
    static Coroutine<String> nullLocal(Probe p) {
        String never = null;
        Object later = null;
        p.log(await(p.value("x")));
        if (later == null) {
            later = await(p.value("late"));
        }
        return Coroutine.of(never + "/" + later);
    }

    @Async
    static Coroutine<Void> onlyNull(Probe p) {
        Object nothing = null;
        await(p.pause());
        p.log(nothing);
        Void awaited = await(p.pause());
        p.log(awaited);
        return Coroutine.done();
    }

    @Async
    static Coroutine<Double> allKindsAcrossOneAwait(Probe p) {
        boolean z = true;
        byte b = -1;
        short s = -2;
        char c = 'c';
        int i = 4;
        long j = 5L << 40;
        float f = 6.5f;
        double d = 7.25;
        String text = "t";
        int[] array = {8};
        await(p.pause());
        p.log(z);
        p.log(b);
        p.log(s);
        p.log(c);
        p.log(i);
        p.log(j);
        p.log(f);
        p.log(d);
        p.log(text);
        return Coroutine.of(b + s + c + i + j + f + d + array[0]);
    }

    @Async
    static Coroutine<Object> castsOfAwaitedValues(Probe p) {
        Object object = await(p.value((Object) "text"));
        String text = (String) object;
        long widened = await(p.value(3));
        int narrowed = (int) (long) await(p.value(1L << 33 | 5));
        double fromFloat = await(p.value(1.5f));
        char fromInt = (char) (int) await(p.value(66_000));
        p.log(text);
        p.log(widened);
        p.log(narrowed);
        p.log(fromFloat);
        p.log(fromInt);
        return Coroutine.of((Comparable<?>) text);
    }

    @Async
    static Coroutine<Integer> parameterReassigned(Probe p) {
        return Coroutine.of(await(countedDown(p, 5, 2L)));
    }

    @Async
    private static Coroutine<Integer> countedDown(Probe p, int from, long step) {
        while (from > 0) {
            from -= (int) step;
            step = await(p.value(step + 1));
            p.log(from);
        }
        p = null;
        return Coroutine.of(from * 10 + (int) step);
    }
}

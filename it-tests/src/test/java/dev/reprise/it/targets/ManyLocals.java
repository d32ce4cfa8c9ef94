package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Many values of mixed types, all live across an await. */
public final class ManyLocals {

    private ManyLocals() {}

    @Async
    static Coroutine<String> fortyAcrossOneAwait(Probe p) {
        int i1 = 1, i2 = 2, i3 = 3, i4 = 4, i5 = 5, i6 = 6, i7 = 7, i8 = 8;
        long j1 = 11L << 33, j2 = 12, j3 = 13, j4 = 14, j5 = 15, j6 = 16;
        double d1 = 21, d2 = 22, d3 = 23, d4 = 24, d5 = 25;
        float f1 = 31, f2 = 32, f3 = 33;
        boolean z1 = true, z2 = false, z3 = true;
        byte b1 = 41, b2 = 42;
        short s1 = 51, s2 = 52;
        char c1 = 'a', c2 = 'b', c3 = 'c';
        String t1 = "t1", t2 = "t2", t3 = null;
        int[] a1 = {1}, a2 = {2, 2};
        Object o1 = "o1", o2 = 2;
        Integer n1 = 71;
        i1 += await(p.value(100));
        String ints = "" + i1 + i2 + i3 + i4 + i5 + i6 + i7 + i8;
        String longs = "" + j1 + j2 + j3 + j4 + j5 + j6;
        String doubles = "" + d1 + d2 + d3 + d4 + d5;
        String floats = "" + f1 + f2 + f3;
        await(p.pause());
        String small = "" + z1 + z2 + z3 + b1 + b2 + s1 + s2 + c1 + c2 + c3;
        await(p.pause());
        String objects = t1 + t2 + t3 + a1.length + a2.length + o1 + o2 + n1;
        return Coroutine.of(ints + "|" + longs + "|" + doubles + "|" + floats + "|" + small + "|" + objects);
    }

    @Async
    static Coroutine<Double> twentyOperandsUnderAnAwait(Probe p) {
        return Coroutine.of(1
                + (2L
                        + (3f
                                + (4.0
                                        + (p.log(5)
                                                + (p.log(6L)
                                                        + (p.log(7f)
                                                                + (p.log(8.0)
                                                                        + (p.log('9')
                                                                                + (p.log((byte) 10)
                                                                                        + (p.log((short) 11)
                                                                                                + await(p.value(
                                                                                                        12)))))))))))));
    }

    @Async
    static Coroutine<Long> accumulatorsOverManyAwaits(Probe p) {
        long a = 1;
        long b = 1;
        int c = 1;
        double d = 1;
        a += await(p.value(1));
        b *= a + await(p.value(2));
        c -= (int) b + await(p.value(3));
        d /= c + await(p.value(4));
        a += (long) d + await(p.value(5));
        b <<= c & await(p.value(6));
        c ^= (int) a ^ await(p.value(7));
        d -= b - await(p.value(8));
        a = b + c + (long) d + await(p.value(9));
        b = a - await(p.value(10));
        return Coroutine.of(a * b + c + Double.doubleToLongBits(d));
    }

    @Async
    static Coroutine<Integer> manyAwaitsInALoop(Probe p) {
        int n = 0;
        for (int i = 0; i < 3; i++) {
            n += await(p.value(1)) + await(p.value(2)) + await(p.value(3)) + await(p.value(4)) + await(p.value(5));
            n -= await(p.value(n)) / (await(p.value(i)) + 1) + (await(p.value(true)) ? await(p.value(i)) : n);
            n ^= await(p.value(n)) << await(p.value(2)) | await(p.value(1)) & await(p.value(n));
        }
        return Coroutine.of(n);
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.Arrays;

/** All operators, their compound forms with the narrowing that they imply, and the edges of arithmetic. */
@SuppressWarnings("lossy-conversions")
public final class CompoundOperators {

    private byte field = 120;

    private CompoundOperators() {}

    @Async
    static Coroutine<Integer> onAnInt(Probe p) {
        int n = 1000;
        n += await(p.value(7));
        n -= await(p.value(3));
        n *= await(p.value(5));
        n /= await(p.value(3));
        n %= await(p.value(1000));
        p.log(n);
        n <<= await(p.value(33));
        n >>= await(p.value(2));
        n >>>= await(p.value(-31));
        p.log(n);
        n |= await(p.value(0xF0));
        n &= await(p.value(0xAA));
        n ^= await(p.value(-1));
        return Coroutine.of(n);
    }

    @Async
    static Coroutine<Long> onALong(Probe p) {
        long n = 1L << 40;
        n += await(p.value(7));
        n -= await(p.value(3L));
        n *= await(p.value(5));
        n /= await(p.value(3L));
        n %= await(p.value(1L << 35));
        p.log(n);
        n <<= await(p.value(65));
        n >>= await(p.value(2L));
        n >>>= await(p.value(1));
        n |= await(p.value(0xF0));
        n &= await(p.value(~0xAL));
        n ^= await(p.value(-1));
        return Coroutine.of(n);
    }

    @Async
    static Coroutine<Object> narrowing(Probe p) {
        byte b = 100;
        short s = 30_000;
        char c = 60_000;
        int i = 7;
        b += await(p.value(100));
        s *= await(p.value(3));
        c += await(p.value(10_000));
        i += await(p.value(2.9));
        i *= await(p.value(1e10));
        b >>>= await(p.value(1));
        c -= await(p.value('a'));
        s /= await(p.value(7L));
        return Coroutine.of(Arrays.asList(b, s, (int) c, i));
    }

    @Async
    static Coroutine<Object> onBooleans(Probe p) {
        boolean a = true;
        a &= await(p.value(true));
        boolean b = a;
        b |= await(p.value(false));
        b ^= await(p.value(true));
        boolean c = a != await(p.value(b));
        return Coroutine.of(Arrays.asList(a, b, c, !await(p.value(c))));
    }

    @Async
    static Coroutine<Object> onFloatingPoint(Probe p) {
        float f = 1e38f;
        f *= await(p.value(10f));
        p.log(f);
        f -= await(p.value(Float.POSITIVE_INFINITY));
        double d = -7.5;
        d %= await(p.value(2.0));
        d /= await(p.value(-0.0));
        double nan = 0.0 / await(p.value(0.0));
        p.log(nan == await(p.value(nan)));
        p.log(nan < 1 || nan >= await(p.value(1)));
        return Coroutine.of(Arrays.asList(
                f, d, nan, (int) nan, (long) (double) await(p.value(1e300)), (float) (d + await(p.value(1e300)))));
    }

    @Async
    static Coroutine<Object> overflowAndShifts(Probe p) {
        int max = Integer.MAX_VALUE;
        long longMax = Long.MAX_VALUE;
        return Coroutine.of(Arrays.asList(
                max + await(p.value(1)),
                longMax + await(p.value(1)),
                Integer.MIN_VALUE / await(p.value(-1)),
                -await(p.value(Integer.MIN_VALUE)),
                1 << await(p.value(35)),
                1L << await(p.value(35)),
                -8 >> await(p.value(1)),
                -8 >>> await(p.value(28)),
                ~await(p.value(5)),
                -7 % await(p.value(3)),
                (byte) (await(p.value(127)) + 1),
                (char) await(p.value(97)).intValue(),
                await(p.value('a')) + await(p.value((byte) 1))));
    }

    @Async
    static Coroutine<Object> onFieldsOfAnAwaitedObject(Probe p) {
        CompoundOperators o = new CompoundOperators();
        await(p.value(o)).field += await(p.value(10));
        await(p.value(o)).field++;
        int old = await(p.value(o)).field--;
        await(p.value(o)).field >>= await(p.value(1L));
        return Coroutine.of(Arrays.asList(o.field, old));
    }

    @Async
    static Coroutine<String> onStrings(Probe p) {
        String s = null;
        s += await(p.value("x"));
        s += 1 + await(p.value(2)) + "y" + 1 + await(p.value(2));
        s += await(p.value('c')) + 1;
        Object o = "o";
        o += await(p.value("p"));
        return Coroutine.of(s + o);
    }

    @Async
    static Coroutine<Integer> divisionByZero(Probe p) {
        int n = 10;
        try {
            n /= await(p.value(0));
        } catch (ArithmeticException e) {
            n += await(p.value(1));
        }
        long wide = n;
        wide %= await(p.value(0L));
        return Coroutine.of((int) wide);
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.Arrays;
import java.util.List;

/** What may lie on the operand stack when an await suspends. */
public final class Operands {

    private int field = 3;
    private static long total;

    private Operands() {}

    @Async
    static Coroutine<Integer> sumOfAwaits(Probe p) {
        return Coroutine.of(await(p.value(1)) + await(p.value(20)) * await(p.value(3)) - await(p.value(4)));
    }

    @Async
    static Coroutine<Double> mixedWidths(Probe p) {
        return Coroutine.of(p.log(1) + (p.log(2L) + (p.log(3f) + (p.log(4.0) + await(p.value(5))))));
    }

    @Async
    static Coroutine<Double> wideBelowNarrowBelowWide(Probe p) {
        long j = 1L << 40;
        double d = 0.5;
        return Coroutine.of(j * (d + (7 - (j / (2f + await(p.value(1)))))) + j);
    }

    @Async
    static Coroutine<String> nestedCalls(Probe p) {
        return Coroutine.of(joined("a", joined(p.log("b"), await(p.value("c")), 2L), await(p.value(3L))));
    }

    private static String joined(String a, String b, long c) {
        return a + b + c;
    }

    @Async
    static Coroutine<String> concatenation(Probe p) {
        int i = 1;
        return Coroutine.of("i=" + i + ", " + await(p.value(2L)) + ' ' + 3.5 + await(p.value('c')) + null + i++);
    }

    @Async
    static Coroutine<String> concatenationAssigned(Probe p) {
        String s = "s";
        s += await(p.value(1)) + s + await(p.value("t"));
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<Integer> receiverEvaluatedFirst(Probe p) {
        StringBuilder sb = new StringBuilder("receiver");
        p.log(sb.append('-')).append(await(p.value("argument"))).append(await(p.value(1L)));
        return Coroutine.of(sb.indexOf(await(p.value("g"))));
    }

    @Async
    static Coroutine<String> twelveArguments(Probe p) {
        return Coroutine.of(twelve(
                        true,
                        (byte) 1,
                        (short) 2,
                        'c',
                        4,
                        5L,
                        6f,
                        7.0,
                        "8",
                        new int[] {9},
                        p.log(10L),
                        await(p.value(11)))
                + twelve(
                        await(p.value(false)),
                        (byte) 1,
                        await(p.value((short) 2)),
                        'c',
                        4,
                        await(p.value(5L)),
                        6f,
                        await(p.value(7.0)),
                        "8",
                        await(p.value(new int[] {9, 9})),
                        10L,
                        11));
    }

    private static String twelve(
            boolean a, byte b, short c, char d, int e, long f, float g, double h, Object i, int[] j, Long k, int l) {
        return a + "," + b + "," + c + "," + d + "," + e + "," + f + "," + g + "," + h + "," + i + "," + j.length + ","
                + k + "," + l;
    }

    @Async
    static Coroutine<List<Object>> varargsCall(Probe p) {
        return Coroutine.of(
                Arrays.asList(p.log(1), await(p.value("two")), 3L, await(p.value('4')), 5.0, 6, 7, 8, 9, 10, 11, 12));
    }

    @Async
    static Coroutine<Integer> fieldCompound(Probe p) {
        Operands o = new Operands();
        o.field += await(p.value(4));
        p.log(o).field *= await(p.value(2)) + o.field--;
        return Coroutine.of(o.field++ + await(p.value(o.field)));
    }

    @Override
    public String toString() {
        return "operands with " + field;
    }

    @Async
    static Coroutine<Long> staticFieldCompound(Probe p) {
        total = 1;
        total += await(p.value(41L)) + total++;
        return Coroutine.of(total-- - await(p.value(1L)));
    }

    @Async
    static Coroutine<Integer> assignmentAsAnOperand(Probe p) {
        int a;
        int b;
        int c = (a = await(p.value(2))) + (b = a + await(p.value(3))) * a++;
        p.log(a);
        p.log(b);
        return Coroutine.of(c);
    }

    @Async
    static Coroutine<Integer> incrementsAsOperands(Probe p) {
        int i = 1;
        int sum = i++ + await(p.value(10)) + ++i + await(p.value(i--)) + --i;
        return Coroutine.of(sum * 100 + i);
    }

    @Async
    static Coroutine<Long> boxesAsOperands(Probe p) {
        Integer boxed = 7;
        Long wide = 8L;
        boxed += await(p.value(1));
        boxed++;
        wide += boxed + await(p.value(1000));
        return Coroutine.of(wide * await(p.value(boxed)));
    }

    @Async
    static Coroutine<Integer> awaitOfAwait(Probe p) {
        return Coroutine.of(await(await(await(p.value(p.value(p.value(42)))))));
    }

    @Async
    static Coroutine<Integer> awaitAsAnArgumentOfAnAwaited(Probe p) {
        return Coroutine.of(await(p.value(p.log(5) + await(p.value(await(p.value(6)) + 7)))));
    }

    @Async
    static Coroutine<Object> sameValueTwiceOnTheStack(Probe p) {
        Object[] a = new Object[1];
        Object b = a[0] = await(p.value("dup"));
        long[] w = new long[1];
        long x = w[0] = await(p.value(1L << 35));
        return Coroutine.of(Arrays.asList("a", a[0] == b, "w", w[0] == x));
    }

    @Async
    static Coroutine<Integer> discardedResults(Probe p) {
        await(p.value(1));
        await(p.value(2L));
        await(p.value(3.0));
        await(p.value("four"));
        return Coroutine.of(5);
    }

    @Async
    static Coroutine<String> nullUnderAnAwait(Probe p) {
        return Coroutine.of(joined(null, await(p.value("x")), 1) + joined(null, null, await(p.value(2L))));
    }

    @Async
    static Coroutine<Integer> unboxingOfNull(Probe p) {
        int i = p.log(1) + await(p.<Integer>value(null));
        return Coroutine.of(i);
    }

    @Async
    static Coroutine<Integer> divisionByAnAwaitedZero(Probe p) {
        return Coroutine.of(p.log(10) / await(p.value(0)));
    }
}

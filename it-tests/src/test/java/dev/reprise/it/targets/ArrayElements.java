package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Arrays of every kind: their elements, their initialisers, their compound assignments. */
public final class ArrayElements {

    private ArrayElements() {}

    @Async
    static Coroutine<Object> elementsOfEachKind(Probe p) {
        boolean[] z = new boolean[await(p.value(2))];
        byte[] b = {1, 2};
        short[] s = {3, 4};
        char[] c = {'x', 'y'};
        z[1] = await(p.value(true));
        b[await(p.value(0))] = await(p.value((byte) 9));
        s[1] += await(p.value(1));
        c[0]++;
        await(p.pause());
        return Coroutine.of(new Object[] {z, b, s, c});
    }

    @Async
    static Coroutine<Object> wideElements(Probe p) {
        int[] i = {1, 2, 3};
        long[] j = {4, 5};
        float[] f = {6, 7};
        double[] d = {8, 9};
        i[2] = await(p.value(i[0])) + i[1];
        j[1] = await(p.value(1L << 50)) - j[0];
        f[0] = f[1] / await(p.value(2f));
        d[1] = d[0] * await(p.value(0.5));
        return Coroutine.of(new Object[] {i, j, f, d});
    }

    @Async
    static Coroutine<String[]> storeAfterIndexAndBeforeValue(Probe p) {
        String[] texts = new String[3];
        texts[p.log(2)] = await(p.value("two"));
        texts[await(p.value(0))] = p.log("zero");
        return Coroutine.of(texts);
    }

    @Async
    static Coroutine<int[]> initialiserOfInts(Probe p) {
        return Coroutine.of(new int[] {p.log(1), await(p.value(2)), p.log(3), await(p.value(4))});
    }

    @Async
    static Coroutine<Object> initialiserOfEachKind(Probe p) {
        Object[] all = {
            new boolean[] {true, await(p.value(true))},
            new byte[] {1, await(p.value((byte) 2))},
            new short[] {1, await(p.value((short) 2))},
            new char[] {'a', await(p.value('b'))},
            new long[] {1, await(p.value(2L))},
            new float[] {1, await(p.value(2f))},
            new double[] {1, await(p.value(2.0))},
            new String[] {"a", await(p.value("b"))},
        };
        return Coroutine.of(all);
    }

    @Async
    static Coroutine<int[][]> nestedInitialiser(Probe p) {
        int[][] grid = {{1, await(p.value(2))}, {await(p.value(3))}, {}};
        grid[2] = new int[] {grid[0][1] + await(p.value(1))};
        return Coroutine.of(grid);
    }

    @Async
    static Coroutine<long[][][]> multiDimensional(Probe p) {
        long[][][] cube = new long[await(p.value(2))][await(p.value(1))][];
        cube[1][0] = new long[] {await(p.value(3L))};
        cube[1][await(p.value(0))][0] <<= await(p.value(4));
        return Coroutine.of(cube);
    }

    @Async
    static Coroutine<int[]> compoundAssignment(Probe p) {
        int[] a = {10, 20, 30};
        a[p.log(1)] += await(p.value(5));
        a[p.log(0)] *= p.log(2) + await(p.value(1));
        a[await(p.value(2))] -= a[p.log(1)];
        return Coroutine.of(a);
    }

    @Async
    static Coroutine<Object> compoundOfEachKind(Probe p) {
        byte[] b = {100};
        char[] c = {'a'};
        long[] j = {1L << 40};
        double[] d = {2.5};
        String[] text = {"x"};
        b[p.log(0)] += await(p.value((byte) 100));
        c[p.log(0)] += (char) await(p.value(1)).intValue();
        j[p.log(0)] |= await(p.value(1L));
        d[p.log(0)] /= await(p.value(2.0));
        text[p.log(0)] += await(p.value("y"));
        return Coroutine.of(new Object[] {b, c, j, d, text});
    }

    @Async
    static Coroutine<Integer> incrementsAroundAnAwait(Probe p) {
        int[] a = {5, 0};
        int sum = a[0]++ + await(p.value(100)) + ++a[0];
        a[a[1]++] = await(p.value(sum)) + a[1]--;
        p.log(a);
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Integer> evaluationOrderWhenTheIndexFails(Probe p) {
        int[] a = {1};
        try {
            a[p.log(7)] = await(p.value(2));
        } catch (ArrayIndexOutOfBoundsException e) {
            p.log(e.getMessage());
        }
        return Coroutine.of(a[0]);
    }

    @Async
    static Coroutine<Object> storeOfAWrongType(Probe p) {
        Object[] strings = new String[1];
        try {
            strings[0] = await(p.value((Object) 1));
        } catch (ArrayStoreException e) {
            p.log(e);
        }
        strings[0] = await(p.value((Object) "right"));
        return Coroutine.of(strings);
    }

    @Async
    static Coroutine<Object> arraysAsAwaitedValues(Probe p) {
        int[] ints = await(p.value(new int[] {1, 2, 3}));
        String[][] texts = await(p.value(new String[][] {{"a"}, {}}));
        ints[await(p.value(1))] = texts.length + await(p.value(texts[0])).length;
        int length = await(p.value(new double[4])).length;
        p.log(length);
        return Coroutine.of(ints.clone());
    }

    @Async
    static Coroutine<Integer> negativeSize(Probe p) {
        int[] none = new int[await(p.value(-1))];
        return Coroutine.of(none.length);
    }
}

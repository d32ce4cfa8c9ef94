package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Loops of every form, with an await in each part of them. */
public final class Loops {

    private Loops() {}

    @Async
    static Coroutine<Integer> forLoop(Probe p) {
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += await(p.value(i));
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Integer> awaitInEachPartOfAFor(Probe p) {
        int sum = 0;
        for (int i = await(p.value(1)), j = 10; i < await(p.value(4)); i += await(p.value(1)), j--) {
            sum += i * j;
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Long> whileLoop(Probe p) {
        long n = 27;
        int steps = 0;
        while (await(p.value(n)) != 1 && steps < 20) {
            n = (n & 1) == 0 ? n / 2 : 3 * n + 1;
            steps++;
        }
        return Coroutine.of(n * steps);
    }

    @Async
    static Coroutine<String> doWhile(Probe p) {
        String s = "";
        int i = 0;
        do {
            s += i;
            if (i == 2) {
                continue;
            }
            s += await(p.value('-'));
        } while (await(p.value(++i)) < 4);
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<Integer> endlessLoopLeftByReturn(Probe p) {
        int i = 0;
        while (true) {
            i += await(p.value(3));
            if (i > 10) {
                return Coroutine.of(i);
            }
        }
    }

    @Async
    static Coroutine<Integer> endlessForLeftByBreak(Probe p) {
        int i = 1;
        for (; ; ) {
            if (await(p.value(i *= 2)) > 50) {
                break;
            }
        }
        return Coroutine.of(i);
    }

    @Async
    static Coroutine<Double> forEachOverArrays(Probe p) {
        double sum = 0;
        for (int i : new int[] {1, 2}) {
            for (double d : await(p.value(new double[] {0.5, 0.25}))) {
                for (byte b : new byte[] {3}) {
                    sum += i * d * b * await(p.value(2L));
                }
            }
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<List<String>> forEachOverIterables(Probe p) {
        List<String> out = new ArrayList<>();
        for (String s : Arrays.asList("a", "b")) {
            for (Integer i : await(p.value(Arrays.asList(1, 2)))) {
                out.add(s + i + await(p.value('x')));
            }
        }
        return Coroutine.of(out);
    }

    @Async
    static Coroutine<Integer> forEachUnboxing(Probe p) {
        int sum = 0;
        for (int i : Arrays.asList(1, 2, 3)) {
            sum = sum * 10 + i + await(p.value(i));
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<List<String>> labelledBreakAndContinue(Probe p) {
        List<String> out = new ArrayList<>();
        outer:
        for (int i = 0; i < 5; i++) {
            middle:
            for (int j = 0; ; j++) {
                int k = 0;
                while (true) {
                    if (await(p.value(k)) == 2) {
                        continue middle;
                    }
                    if (j == 1 && i % 2 == 0) {
                        continue outer;
                    }
                    if (i == 3) {
                        break outer;
                    }
                    if (j > 1) {
                        break middle;
                    }
                    out.add(await(p.value(i + ":" + j + ":" + k++)));
                }
            }
            out.add("end of " + i);
        }
        return Coroutine.of(out);
    }

    @Async
    static Coroutine<String> labelledBlock(Probe p) {
        String s = "in";
        block:
        {
            if (await(p.value(true))) {
                s += await(p.value("side"));
                break block;
            }
            s += "not reached";
        }
        return Coroutine.of(s + await(p.value("!")));
    }

    @Async
    static Coroutine<Integer> nestedThreeDeep(Probe p) {
        int n = 0;
        for (int i = 0; i < 3; i++) {
            for (long j = i; j < 3; j++) {
                for (float f = 0; f < 2; f++) {
                    n += await(p.value(i)) + (int) j * (int) f;
                }
                n += await(p.value(1));
            }
            p.log(n);
        }
        return Coroutine.of(n);
    }

    @Async
    static Coroutine<Integer> explicitIterator(Probe p) {
        List<Integer> list = new ArrayList<>(Arrays.asList(1, 2, 3, 4));
        for (Iterator<Integer> it = list.iterator(); it.hasNext(); ) {
            if (it.next() % await(p.value(2)) == 0) {
                it.remove();
            }
        }
        return Coroutine.of(list.get(0) * 10 + list.get(1));
    }

    @Async
    static Coroutine<String> loopThatNeverRuns(Probe p) {
        String s = await(p.value("start"));
        for (int i = 0; i > 0; i++) {
            s += await(p.value("never"));
        }
        while (!s.equals("start")) {
            s = await(p.value("start"));
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<Integer> awaitAfterALoopWithoutOne(Probe p) {
        int sum = 0;
        for (int i = 0; i < 100; i++) {
            sum += i;
        }
        sum += await(p.value(1));
        for (int i = 0; i < 100; i++) {
            sum -= i;
        }
        return Coroutine.of(sum + await(p.value(1)));
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Constructs inside one another, where each alone is covered elsewhere. */
public final class Mixtures {

    private final String name;
    private long[] cells = {1, 2};

    private Mixtures(String name) {
        this.name = name;
    }

    private final class Inner {
        private final String text;

        Inner(String text, long n) {
            this.text = text + name + n;
        }
    }

    @Async
    static Coroutine<String> innerInstanceOfAnAwaitedOuter(Probe p) {
        Mixtures outer = new Mixtures("outer");
        Inner inner = await(p.value(outer)).new Inner(await(p.value("a")), await(p.value(2L)));
        return Coroutine.of(inner.text + outer.new Inner("b", await(p.value(3L))).text);
    }

    @Async
    static Coroutine<String> finallyInADoLoop(Probe p) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        do {
            try {
                if (await(p.value(i)) % 2 == 0) {
                    continue;
                }
                out.append(i);
            } finally {
                out.append(await(p.value('f')));
                i++;
            }
            out.append('-');
        } while (await(p.value(i)) < 4);
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Long> chainedAssignments(Probe p) {
        Mixtures a = new Mixtures("a");
        Mixtures b = new Mixtures("b");
        long local = a.cells[p.log(0)] = b.cells[await(p.value(1))] = await(p.value(7L));
        local += a.cells[0]++ + --b.cells[await(p.value(1))] + (a.cells[1] <<= await(p.value(3)));
        a.cells = b.cells = new long[] {local, await(p.value(1L))};
        return Coroutine.of(a.cells[0] + b.cells[1]);
    }

    @Async
    static Coroutine<Integer> primitiveVarargs(Probe p) {
        return Coroutine.of(sum(await(p.value(1L)), 2, await(p.value(3)), sum(4, await(p.value(5))), 6) + sum(7));
    }

    private static int sum(long first, int... others) {
        int sum = (int) first;
        for (int other : others) {
            sum = sum * 2 + other;
        }
        return sum;
    }

    @Async
    static Coroutine<Void> throwsAnAwaitedException(Probe p) throws IOException {
        throw await(p.value(new IOException("awaited", new Exception(await(p.value("cause"))))));
    }

    @Async
    static Coroutine<List<String>> tryInALoopInASwitchInATry(Probe p) {
        List<String> out = new ArrayList<>();
        try {
            for (int i = 0; ; i++) {
                switch (await(p.value(i % 3))) {
                    case 0:
                        try {
                            out.add("try " + await(p.value(i)));
                            if (i == 3) {
                                throw new IOException(await(p.value("left")));
                            }
                        } catch (IllegalStateException e) {
                            out.add("wrong handler");
                        } finally {
                            out.add("finally " + await(p.value(i)));
                        }
                        break;
                    case 1:
                        if (await(p.value(true))) {
                            continue;
                        }
                        break;
                    default:
                        out.add(await(p.value("default")));
                }
                out.add("end of " + i);
            }
        } catch (IOException e) {
            out.add(await(p.value(e.getMessage())) + out.size());
        }
        return Coroutine.of(out);
    }

    @Async
    static Coroutine<String> conditionalsAmongOperandsOfEachKind(Probe p) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            out.append(p.log(i) + (i == 0 ? await(p.value(1L)) : 2.5 * (i == 1 ? await(p.value(2)) : p.log(3))))
                    .append(new int[] {i, i > 1 ? await(p.value(i)) : 7}[await(p.value(true)) ? 1 : 0])
                    .append(i == await(p.value(1)) ? new Mixtures("m" + await(p.value(i))).name : null);
        }
        return Coroutine.of(out.toString());
    }
}

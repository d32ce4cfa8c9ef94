package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Switch statements, old form and arrows: how cases are entered and left. */
public final class SwitchStatements {

    private SwitchStatements() {}

    @Async
    @SuppressWarnings("fallthrough")
    static Coroutine<String> fallThrough(Probe p) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            switch (i) {
                case 0:
                    out.append(await(p.value('a')));
                case 1:
                    out.append('b');
                default:
                    out.append(await(p.value('d')));
                case 2:
                    out.append(await(p.value('c')));
            }
            out.append(' ');
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> nestedWithBreaks(Probe p) {
        int n = 0;
        loop:
        for (int i = 0; ; i++) {
            switch (i % 3) {
                case 0:
                    switch (await(p.value(n))) {
                        case 0:
                            n = 5;
                            break;
                        default:
                            break loop;
                    }
                    break;
                case 1:
                    n += await(p.value(1));
                    continue;
                default:
                    n *= 2;
            }
            n += 100;
        }
        return Coroutine.of(n);
    }

    @Async
    static Coroutine<Integer> variablesOfOneCaseUsedInAnother(Probe p) {
        int sum = 0;
        for (int i = 0; i < 2; i++) {
            switch (i) {
                case 0:
                    int shared = await(p.value(1));
                    sum += shared;
                    break;
                default:
                    shared = await(p.value(20));
                    sum += shared + await(p.value(shared));
            }
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Integer> defaultOnly(Probe p) {
        int n = 1;
        switch (await(p.value(7))) {
            default:
                n += await(p.value(8));
        }
        return Coroutine.of(n);
    }
}

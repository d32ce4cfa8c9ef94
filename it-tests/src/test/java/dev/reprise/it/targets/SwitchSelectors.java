package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.concurrent.TimeUnit;

/** Switch statements on every type of selector. */
public final class SwitchSelectors {

    private SwitchSelectors() {}

    @Async
    static Coroutine<String> onAnAwaitedInt(Probe p) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            switch (await(p.value(i))) {
                case 0:
                    out.append("zero");
                    break;
                case 1:
                case 2:
                    out.append(await(p.value("few")));
                    break;
                case 1000:
                    out.append("sparse");
                    break;
                default:
                    out.append(await(p.value("many")));
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> onAString(Probe p) {
        StringBuilder out = new StringBuilder();
        // "Aa" and "BB" have one hash code
        for (String s : new String[] {"Aa", "BB", "C", "other"}) {
            switch (await(p.value(s))) {
                case "Aa":
                    out.append(await(p.value(1)));
                    break;
                case "BB":
                    out.append(await(p.value(2)));
                    break;
                case "C":
                    out.append(3);
                    break;
                default:
                    out.append(s).append(await(p.value(4)));
                    break;
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> onAnEnum(Probe p) {
        int sum = 0;
        for (TimeUnit unit : TimeUnit.values()) {
            switch (await(p.value(unit))) {
                case SECONDS:
                    sum += await(p.value(1));
                    break;
                case DAYS:
                    sum += 100;
                    continue;
                default:
                    sum += await(p.value(10));
            }
            sum++;
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<String> onCharByteAndShort(Probe p) {
        String s = "";
        switch (await(p.value('x'))) {
            case 'x':
                s += await(p.value('X'));
                break;
            default:
                s += "?";
        }
        switch (await(p.value((byte) -1))) {
            case -1:
                s += await(p.value("minus one"));
                break;
            default:
                s += "?";
        }
        switch (await(p.value((short) 300))) {
            case 300:
                s += "three hundred";
                break;
            default:
                s += await(p.value("?"));
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<String> onABoxedNull(Probe p) {
        try {
            switch (await(p.<Integer>value(null))) {
                case 1:
                    return Coroutine.of("one");
                default:
                    return Coroutine.of("not reached");
            }
        } catch (NullPointerException e) {
            return Coroutine.of(await(p.value("null")));
        }
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Switches with arrows and with several labels a case, of Java 14. */
public final class SwitchRules {

    private SwitchRules() {}

    @Async
    static Coroutine<String> arrows(Probe p) {
        StringBuilder out = new StringBuilder();
        for (String s : new String[] {"one", "two", "three", "four"}) {
            switch (s) {
                case "one" -> out.append(await(p.value(1)));
                case "two", "three" -> {
                    int n = await(p.value(s.length()));
                    out.append(n);
                }
                default -> {
                    if (await(p.value(true))) {
                        break;
                    }
                    throw new IllegalStateException();
                }
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> manyStrings(Probe p) {
        StringBuilder out = new StringBuilder();
        for (String word : "the quick brown fox jumps over a lazy dog again".split(" ")) {
            switch (word) {
                case "the" -> out.append("THE").append(await(p.value(1)));
                case "quick" -> out.append(await(p.value("fast")));
                case "brown" -> out.append("red");
                case "fox" -> out.append(await(p.value(word)).length());
                case "jumps", "leaps" -> out.append(await(p.value('^')));
                case "over" -> out.append(await(p.value(2.5)));
                case "a", "an" -> {}
                case "lazy" -> out.append(await(p.value(word.hashCode())));
                case "dog" -> out.append(await(p.value("wolf")));
                default -> out.append(await(p.value(word.toUpperCase(java.util.Locale.ROOT))));
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> loopUnderAnUninitialisedObject(Probe p) {
        return Coroutine.of(new StringBuilder(
                        switch (await(p.value("k"))) {
                            default -> {
                                String s = "";
                                for (int i = 0; i < 3; i++) {
                                    if (await(p.value(i)) == 1) {
                                        continue;
                                    }
                                    s += new StringBuilder(await(p.value("x"))).append(i);
                                }
                                yield s;
                            }
                        })
                .append(await(p.value('.')))
                .toString());
    }

    @Async
    static Coroutine<String> fromASwitch(Probe p) {
        return switch (await(p.value(2))) {
            case 1 -> Coroutine.of("one");
            case 2 -> tail(p, "two");
            default -> Coroutine.of(await(p.value("many")));
        };
    }

    @Async
    private static Coroutine<String> tail(Probe p, String name) {
        return Coroutine.of(await(p.value(name)));
    }

    @Async
    static Coroutine<String> onByteAndShort(Probe p) {
        String s = "";
        switch (await(p.value((byte) -1))) {
            case -1 -> s += await(p.value("minus one"));
            default -> s += "?";
        }
        switch (await(p.value((short) 300))) {
            case 300 -> s += "three hundred";
            default -> s += await(p.value("?"));
        }
        return Coroutine.of(s);
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.List;

/** Switch expressions, above all where other operands wait on the stack or in javac's own locals. */
public final class SwitchExpressions {

    private SwitchExpressions() {}

    @Async
    static Coroutine<String> arrowsThatAwait(Probe p) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            out.append(
                    switch (await(p.value(i))) {
                        case 0 -> "a";
                        case 1 -> await(p.value("b"));
                        case 2 -> {
                            String s = await(p.value("c"));
                            yield s + await(p.value("c"));
                        }
                        default -> p.log("d");
                    });
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> yieldInTheOldForm(Probe p) {
        int sum = 0;
        for (String s : new String[] {"x", "y", "z"}) {
            sum = sum * 100
                    + switch (s) {
                        case "x":
                            yield await(p.value(1));
                        case "y":
                            int n = await(p.value(2));
                            yield n * await(p.value(3));
                        default:
                            yield 9;
                    };
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Integer> onAnEnumWithoutDefault(Probe p) {
        enum Side {
            LEFT,
            RIGHT
        }
        int sum = 0;
        for (Side side : Side.values()) {
            sum += switch (await(p.value(side))) {
                case LEFT -> 1;
                case RIGHT -> await(p.value(20));
            };
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Object> ofEachType(Probe p) {
        int i = await(p.value(1));
        long j = switch (i) {
            case 1 -> await(p.value(2L));
            default -> 3;
        };
        double d = 0.5
                + switch ((int) j) {
                    case 1 -> 1;
                    default -> await(p.value(2.5));
                };
        boolean z = switch (i) {
            case 0 -> false;
            default -> await(p.value(true));
        };
        char c = switch ("k") {
            case "k" -> await(p.value('k'));
            default -> 'z';
        };
        return Coroutine.of(List.of(j, d, z, c));
    }

    @Async
    static Coroutine<String> nested(Probe p) {
        String s = "";
        for (int i = 0; i < 4; i++) {
            s += switch (i / 2) {
                case 0 ->
                    switch (await(p.value(i % 2))) {
                        case 0 -> await(p.value("00"));
                        default -> "01";
                    };
                default ->
                    "1"
                            + switch (i % 2) {
                                case 0 -> "0";
                                default -> await(p.value(1));
                            };
            };
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<Integer> asACondition(Probe p) {
        int n = 0;
        for (int i = 0; i < 3; i++) {
            if (switch (i) {
                case 0 -> await(p.value(true));
                case 1 -> false;
                default -> await(p.value(i)) > 1 && await(p.value(true));
            }) {
                n += 1 << i;
            }
        }
        return Coroutine.of(n);
    }

    @Async
    static Coroutine<Integer> asAnArgumentOfAnAwaited(Probe p) {
        return Coroutine.of(await(p.value(1
                + switch (await(p.value('b'))) {
                    case 'a' -> 1;
                    case 'b' -> await(p.value(2));
                    default -> 3;
                })));
    }
}

package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever way a coroutine took to the return, it is awaited there unless it was built complete. */
class TailAwaitTest {

    private static final Transformation MADE = Transformation.of("""
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            class Tails {
                static Coroutine<Integer> field;

                @Async static Coroutine<Integer> keptByAHandler(int n) {
                    Coroutine<Integer> result = Later.of(10);
                    try {
                        n = 7 / n;
                    } catch (ArithmeticException e) {
                        return result;
                    }
                    return n > 0 ? Coroutine.of(n) : result;
                }
                @Async static Coroutine<Integer> replacedInALoop(int n) {
                    Coroutine<Integer> result = Later.of(10);
                    for (int i = 0; i < n; i++) {
                        result = Coroutine.of(i);
                        if (i == 2) {
                            break;
                        }
                    }
                    return result;
                }
                @Async static Coroutine<Integer> leftByAContinue(int n) {
                    Coroutine<Integer> result = Coroutine.of(10);
                    while (n-- > 0) {
                        if (n == 1) {
                            result = Later.of(n);
                            continue;
                        }
                        result = Coroutine.of(n + 5);
                    }
                    return result;
                }
                @Async static Coroutine<Integer> chosenBySwitch(int n) {
                    Coroutine<Integer> result;
                    switch (n) {
                        case 0: result = Later.of(10); break;
                        case 1: result = Coroutine.of(11); break;
                        default: result = null;
                    }
                    return result == null ? Later.after(2, 12) : result;
                }
                @Async static Coroutine<Integer> assignedOnTheWay(int n) {
                    Coroutine<Integer> other;
                    return n == 0 ? (field = Later.of(10)) : (other = Coroutine.of(11));
                }
                @Async static Coroutine<Integer> awaitedBefore(int n) {
                    Coroutine<Integer> result = n == 0 ? Later.of(await(Later.of(10))) : Coroutine.of(11);
                    await(Later.of(0));
                    return result;
                }
                @Async static Coroutine<Integer> withLongs(long n) {
                    long m = n * 2;
                    Coroutine<Integer> result = Coroutine.of((int) m);
                    double d = m;
                    if (m == await(Later.of(0L)) + 0L) {
                        result = Later.of((int) (d + 10));
                    }
                    return result;
                }
            }
            """);

    @ParameterizedTest
    @CsvSource({
        "keptByAHandler,   0, 10",
        "keptByAHandler,   1, 7",
        "replacedInALoop,  0, 10",
        "replacedInALoop,  1, 0",
        "replacedInALoop,  9, 2",
        "leftByAContinue,  0, 10",
        "leftByAContinue,  1, 5",
        "leftByAContinue,  2, 5",
        "chosenBySwitch,   0, 10",
        "chosenBySwitch,   1, 11",
        "chosenBySwitch,   2, 12",
        "assignedOnTheWay, 0, 10",
        "assignedOnTheWay, 1, 11",
        "awaitedBefore,    0, 10",
        "awaitedBefore,    1, 11",
    })
    void givesTheResultOfTheReturnedCoroutine(String method, int argument, int expected) {
        assertEquals(expected, MADE.run("Tails", method, argument));
    }

    @Test
    void isNotConfusedByValuesOfTwoSlots() {
        assertEquals(10, MADE.run("Tails", "withLongs", 0L));
        assertEquals(6, MADE.run("Tails", "withLongs", 3L));
    }
}

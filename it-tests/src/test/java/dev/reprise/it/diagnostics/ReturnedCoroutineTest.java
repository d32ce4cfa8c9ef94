package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What an {@code @Async} method may return, and where. */
class ReturnedCoroutineTest {

    @Test
    void nullIsRefused() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Returns {
                    @Async static Coroutine<Void> nothing() {
                        return null; // error: returns null => return Coroutine.done()
                    }
                    @Async static Coroutine<String> sometimes(boolean good) {
                        return good ? Coroutine.of("") : null; // error: returns null => Coroutine.of(null)
                    }
                }
                """);
    }

    @Test
    void nullInAGeneratorIsRefusedWithTheGeneratorsRemedy() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Returns {
                    @Async static Generator<String> generator() {
                        return null; // error: returns null => return Generator.done()
                    }
                    @Async static AsyncGenerator<String> asyncGenerator() {
                        return null; // error: returns null => return AsyncGenerator.done()
                    }
                }
                """);
    }

    @Test
    void aVariableThatStartsAsNullIsNotNull() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Returns {
                    @Async static Coroutine<String> last(Iterable<Coroutine<String>> all) {
                        Coroutine<String> last = null;
                        for (Coroutine<String> each : all) {
                            last = each;
                        }
                        return last;
                    }
                }
                """);
    }

    @Test
    void aTailAwaitInsideTryIsRefused() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.io.*;
                class Returns {
                    @Async static Coroutine<Integer> other() { return Coroutine.of(1); }

                    @Async static Coroutine<Integer> inTry() {
                        try {
                            return other(); // error: returned from inside try => return Coroutine.of(await(...))
                        } catch (IllegalStateException e) {
                            return Coroutine.of(1);
                        }
                    }
                    @Async static Coroutine<Integer> inTryWithFinally(int n) {
                        try {
                            n++;
                            return other(); // error: returned from inside try => return Coroutine.of(await(...))
                        } finally {
                            System.gc();
                        }
                    }
                    @Async static Coroutine<Integer> inTryWithResources(Reader reader) throws IOException {
                        try (reader) {
                            return other(); // error: returned from inside try => return Coroutine.of(await(...))
                        }
                    }
                    @Async static Coroutine<Integer> inCatchWithFinally() {
                        try {
                            System.gc();
                        } catch (IllegalStateException e) {
                            return other(); // error: returned from inside try => return Coroutine.of(await(...))
                        } finally {
                            System.gc();
                        }
                        return Coroutine.of(1);
                    }
                    @Async static Coroutine<Integer> throughAVariable() {
                        try {
                            Coroutine<Integer> made = other(); // error: returned from inside try => return Coroutine.of(await(...))
                            return made;
                        } finally {
                            System.gc();
                        }
                    }
                    @Async static Coroutine<Integer> nested(Coroutine<Integer> given) {
                        try {
                            try {
                                System.gc();
                            } finally {
                                System.gc();
                            }
                            return given; // error: returned from inside try => return Coroutine.of(await(...))
                        } catch (IllegalStateException e) {
                            throw new IllegalArgumentException(e);
                        }
                    }
                }
                """);
    }

    /** Each chance to name the line of the other half. */
    @RepeatedTest(5)
    void theOneOfTwoThatIsAwaitedIsRefused() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Returns {
                    @Async static Coroutine<Integer> other() { return Coroutine.of(1); }

                    @Async static Coroutine<Integer> oneOfTwo(boolean good) {
                        try {
                            return good
                                    ? Coroutine.of(1)
                                    : other(); // error: returned from inside try => return Coroutine.of(await(...))
                        } finally {
                            System.gc();
                        }
                    }
                    @Async static Coroutine<Integer> otherOfTwo(boolean good) {
                        try {
                            return good
                                    ? other() // error: returned from inside try => return Coroutine.of(await(...))
                                    : Coroutine.of(1);
                        } finally {
                            System.gc();
                        }
                    }
                }
                """);
    }

    @Test
    void aTailAwaitOutsideTryIsFine() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Returns {
                    @Async static Coroutine<Integer> other() { return Coroutine.of(1); }

                    @Async static Coroutine<Integer> afterTry() {
                        try {
                            System.gc();
                        } finally {
                            System.gc();
                        }
                        return other();
                    }
                    @Async static Coroutine<Integer> inCatchWithoutFinally() {
                        try {
                            return Coroutine.of(await(other()));
                        } catch (IllegalStateException e) {
                            return other();
                        }
                    }
                    @Async @SuppressWarnings("finally")
                    static Coroutine<Integer> inFinally() {
                        try {
                            System.gc();
                        } finally {
                            return other();
                        }
                    }
                    @Async static Coroutine<Integer> chosen(int n, Coroutine<Integer> given) {
                        return n == 1 ? Coroutine.of(1) : n == 2 ? other() : given;
                    }
                    @Async static Coroutine<Integer> chosenBySwitch(int n, Coroutine<Integer> given) {
                        return switch (n) {
                            case 1 -> Coroutine.of(1);
                            case 2 -> other();
                            default -> given;
                        };
                    }
                }
                """);
    }

    @Test
    void aCompletedCoroutineInsideTryIsFine() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.io.*;
                class Returns {
                    @Async static Coroutine<Integer> other() { return Coroutine.of(1); }

                    @Async static Coroutine<Integer> inTryWithFinally(int x) {
                        try {
                            return Coroutine.of(x);
                        } finally {
                            System.gc();
                        }
                    }
                    @Async static Coroutine<Void> inTryWithResources(Reader reader) throws IOException {
                        try (reader) {
                            return Coroutine.done();
                        }
                    }
                    @Async static Coroutine<Integer> chosen(boolean c) {
                        try {
                            return c ? Coroutine.of(1) : Coroutine.of(2);
                        } finally {
                            System.gc();
                        }
                    }
                    @Async static Coroutine<Integer> chosenBySwitch(int n) {
                        try {
                            return switch (n) {
                                case 1 -> Coroutine.of(1);
                                case 2 -> { try { yield Coroutine.of(await(other())); } finally { System.gc(); } }
                                default -> Coroutine.of(3);
                            };
                        } finally {
                            System.gc();
                        }
                    }
                    @Async static Coroutine<Integer> awaited() {
                        try {
                            return Coroutine.of(await(other()));
                        } catch (IllegalStateException e) {
                            return Coroutine.of(2);
                        } finally {
                            await(other());
                        }
                    }
                    @Async static Coroutine<Integer> variable(boolean c) {
                        try {
                            Coroutine<Integer> result = Coroutine.of(1);
                            if (c) {
                                result = Coroutine.of(2);
                            }
                            return result;
                        } finally {
                            System.gc();
                        }
                    }
                }
                """);
    }
}

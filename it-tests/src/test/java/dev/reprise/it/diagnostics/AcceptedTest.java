package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.Transformation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What resembles a fault and is none. Blocks and returns that are fine stand with those that are not. */
class AcceptedTest {

    @Test
    void anAbstractAsyncMethodIsLeftAlone() {
        Transformation made = Transformation.of("""
                import dev.reprise.*;
                abstract class Base {
                    @Async abstract Coroutine<String> later();
                    interface Face {
                        @Async Generator<String> all();
                    }
                }
                """);
        assertEquals(List.of(), made.changed());
        assertEquals(List.of(), made.diagnostics());
    }

    @Test
    void aBridgeMethodIsLeftAlone() {
        Transformation made = Transformation.of("""
                import static dev.reprise.Coroutine.await;
                import dev.reprise.*;
                interface Source<T> {
                    Awaitable<T> read(T hint);
                    class Words implements Source<String> {
                        @Async public Coroutine<String> read(String hint) {
                            return Coroutine.of(await(Coroutine.of(hint)));
                        }
                    }
                }
                """);
        assertEquals(List.of("Source$Words", "Source$Words$read$async$0"), made.changed());
        assertEquals(
                1,
                made.node("Source$Words").methods.stream()
                        .filter(method -> method.name.startsWith("lambda$"))
                        .count());
    }

    @Test
    void lambdasWithoutAnAwaitAreLeftAlone() {
        Transformation made = Transformation.of("""
                import dev.reprise.*;
                import java.util.function.*;
                class Lambdas {
                    static final Supplier<Coroutine<Integer>> ONE = () -> Coroutine.of(1);
                    static final Supplier<Coroutine<Integer>> SAME = () -> ONE.get();
                    static final Function<Integer, Coroutine<Integer>> OF = Coroutine::of;
                    static int count;
                    static final Runnable COUNTS = () -> count++;
                }
                """);
        assertEquals(List.of(), made.changed());
    }

    @Test
    void aMethodThatOnlyReturnsACoroutineIsLeftAlone() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Plain {
                    static Coroutine<Integer> plain(boolean good) {
                        try {
                            return good ? Coroutine.of(1) : plain(true);
                        } finally {
                            System.gc();
                        }
                    }
                    synchronized Coroutine<Integer> locked() {
                        return null;
                    }
                }
                """);
    }

    @Test
    void lambdasThatAwaitMayStandAnywhere() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.util.function.*;
                class Anywhere {
                    static final Supplier<Coroutine<Integer>> STATIC = () -> Coroutine.of(await(Coroutine.of(1)));
                    final Supplier<Coroutine<Integer>> field = () -> Coroutine.of(await(Coroutine.of(hashCode())));
                    Anywhere() {
                        Supplier<Coroutine<Integer>> local = () -> Coroutine.of(await(STATIC.get()));
                    }
                    int plain() {
                        Supplier<Generator<Integer>> numbers = () -> {
                            Generator.emit(1);
                            return Generator.done();
                        };
                        Supplier<AsyncGenerator<Integer>> later = () -> {
                            AsyncGenerator.emit(await(STATIC.get()));
                            return AsyncGenerator.done();
                        };
                        Supplier<Supplier<Coroutine<Integer>>> nested = () -> () -> Coroutine.of(await(field.get()));
                        return numbers.get().next();
                    }
                }
                """);
    }

    /** javac 17 writes the body of the lambda all the same, but nothing that makes the lambda. */
    @Test
    void aLambdaInCodeThatTheCompilerLeavesOutIsNoFault() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.util.function.*;
                class Debugging {
                    static final boolean DEBUG = false;
                    @Async static Coroutine<Integer> work(int n) {
                        if (DEBUG) {
                            Supplier<Coroutine<Integer>> slow = () -> Coroutine.of(await(Coroutine.of(1)));
                            n += await(slow.get());
                        }
                        return Coroutine.of(await(Coroutine.of(n)));
                    }
                }
                """);
    }

    @Test
    void ownMethodsMayBeCalledAwaitAndEmit() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Own {
                    static int await(Awaitable<?> awaitable) { return 1; }
                    static void emit(Object value) {}
                    static int plain(Coroutine<?> coroutine) {
                        emit(2);
                        return await(coroutine);
                    }
                }
                """);
    }

    @Test
    void aMethodThatNeverAwaitsOrNeverReturnsIsFine() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Ends {
                    @Async static Coroutine<Integer> never() {
                        while (true) {
                            suspend(null);
                        }
                    }
                    @Async static Coroutine<Integer> fails() {
                        throw new IllegalStateException();
                    }
                    @Async static Coroutine<Integer> plain() {
                        return Coroutine.of(1);
                    }
                }
                """);
    }
}

package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;

import org.junit.jupiter.api.Test;

/** Generators emit and coroutines await; asynchronous generators do both. */
class GeneratorFaultsTest {

    @Test
    void aCoroutineDoesNotEmit() {
        assertDiagnosed("""
                import dev.reprise.*;
                import java.util.function.*;
                class Mixed {
                    @Async static Coroutine<Void> emits() {
                        Generator.emit(1); // error: emit in a method that returns Coroutine => suspend(value)
                        return Coroutine.done();
                    }
                    static Supplier<Coroutine<Void>> lambda() {
                        return () -> {
                            AsyncGenerator.emit(1); // error: emit in a method that returns Coroutine => Generator or AsyncGenerator
                            return Coroutine.done();
                        };
                    }
                }
                """);
    }

    @Test
    void aGeneratorDoesNotAwait() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Mixed {
                    @Async static Generator<Integer> waits() {
                        Generator.emit(1);
                        await(Coroutine.done()); // error: await in a method that returns Generator => a generator only emits; return AsyncGenerator
                        suspend(2); // error: suspend in a method that returns Generator => a generator only emits; return AsyncGenerator
                        return Generator.done();
                    }
                }
                """);
    }

    @Test
    void aGeneratorDoesNotReturnAnotherOne() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Mixed {
                    @Async static Generator<Integer> one() {
                        Generator.emit(1);
                        return Generator.done();
                    }
                    @Async static Generator<Integer> other() {
                        return one(); // error: a generator returns another one => emit its elements in a loop
                    }
                    @Async static Generator<Integer> either(boolean first) {
                        return first ? one() : Generator.done(); // error: a generator returns another one => Generator.done()
                    }
                    @Async static Generator<Integer> neither(boolean first) {
                        return first ? Generator.done() : Generator.done();
                    }
                }
                """);
    }

    @Test
    void anAsyncGeneratorAwaitsSuspendsAndEmits() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Mixed {
                    @Async static AsyncGenerator<Integer> all() {
                        AsyncGenerator.emit(await(Coroutine.of(1)));
                        Generator.emit(suspend(2));
                        return AsyncGenerator.done();
                    }
                    @Async static Generator<Integer> emits() {
                        AsyncGenerator.emit(1);
                        return Generator.done();
                    }
                }
                """);
    }

    @Test
    void anAsyncGeneratorDoesNotReturnAnotherOne() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Mixed {
                    @Async static AsyncGenerator<Integer> one() {
                        AsyncGenerator.emit(1);
                        return AsyncGenerator.done();
                    }
                    @Async static AsyncGenerator<Integer> other() {
                        return one(); // error: a generator returns another one => end with return AsyncGenerator.done()
                    }
                    @Async static AsyncGenerator<Integer> neither(boolean first) {
                        return first ? AsyncGenerator.done() : AsyncGenerator.done();
                    }
                }
                """);
    }

    @Test
    void aTypeThatIsProvablyWrongIsAWarning() {
        assertDiagnosed("""
                import dev.reprise.*;
                import java.util.*;
                class Emits {
                    @Async static Generator<Integer> numbers(Object object, boolean first) {
                        Generator.emit(1);
                        Generator.emit("one"); // warning: emits String in a Generator<Integer> => convert the value
                        Generator.emit(1L); // warning: emits Long in a Generator<Integer> => convert the value
                        Generator.emit(object);
                        Generator.emit(null);
                        return Generator.done();
                    }
                    @Async static AsyncGenerator<Integer> later() {
                        AsyncGenerator.emit(1);
                        AsyncGenerator.emit("one"); // warning: emits String in an AsyncGenerator<Integer> => convert the value
                        Generator.emit(1L); // warning: emits Long in an AsyncGenerator<Integer> => convert the value
                        return AsyncGenerator.done();
                    }
                    @Async static Generator<List<Integer>> lists() {
                        Generator.emit("perhaps"); // String is final and no List, but Y is more than a name here
                        return Generator.done();
                    }
                    @Async static Generator<Object> objects() {
                        Generator.emit("fine");
                        return Generator.done();
                    }
                    @Async static <T> Generator<T> any() {
                        Generator.emit("unknown");
                        return Generator.done();
                    }
                }
                """);
    }
}

package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;

import org.junit.jupiter.api.Test;

/** Nobody should have to build once for each fault. */
class AllAtOnceTest {

    @Test
    void theFaultsOfAllMethodsOfAClass() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.util.function.*;
                class Many {
                    static { await(Coroutine.done()); } // error: await in a static initialiser => static @Async method
                    Many() { await(Coroutine.done()); } // error: await in a constructor => static @Async method
                    void plain() { await(Coroutine.done()); } // error: await in a method without @Async => annotate
                    Runnable lambda = () -> await(Coroutine.done()); // error: a lambda that awaits => Coroutine.done()
                    Function<Awaitable<?>, ?> reference = Coroutine::await; // error: await as a method reference => lambda
                    @Async int type() { return 1; } // error: must return Coroutine, Generator or AsyncGenerator => declare it
                    @Async Coroutine<Void> nothing() { return null; } // error: returns null => Coroutine.done()
                    @Async synchronized Coroutine<Void> locked() { return done(); } // error: a synchronized method => remove
                    @Async Coroutine<Void> block() {
                        synchronized (this) { await(done()); } // error: suspension inside synchronized => leave the block
                        return done();
                    }
                    @Async Coroutine<Void> tail() {
                        try { return block(); } finally { System.gc(); } // error: returned from inside try => await
                    }
                    @Async Coroutine<Void> emits() { Generator.emit(1); return done(); } // error: emit in a method => suspend
                    @Async Generator<String> waits() {
                        await(done()); // error: await in a method that returns Generator => only emits
                        return Generator.done();
                    }
                    @Async Generator<String> wrong() {
                        Generator.emit(1); // warning: emits Integer in a Generator<String> => convert
                        return Generator.done();
                    }
                    @Async Coroutine<Void> good() { await(done()); return done(); }
                }
                """);
    }

    @Test
    void theFaultsOfOneMethod() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Many {
                    @Async Coroutine<Integer> all(int n) {
                        synchronized (this) {
                            await(done()); // error: suspension inside synchronized => leave the block
                            suspend(null); // error: suspension inside synchronized => leave the block
                        }
                        if (n == 1) {
                            return null; // error: returns null => Coroutine.done()
                        }
                        try {
                            return all(2); // error: returned from inside try => await
                        } finally {
                            System.gc();
                        }
                    }
                }
                """);
    }

    @Test
    void thoseOfItsCallsAndThoseOfItsReturnsTogether() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Many {
                    @Async Coroutine<Integer> all(int n) {
                        Generator.emit(1); // error: emit in a method that returns Coroutine => suspend(value)
                        synchronized (this) {
                            await(done()); // error: suspension inside synchronized => leave the block
                        }
                        return null; // error: returns null => Coroutine.done()
                    }
                }
                """);
    }

    @Test
    void aFaultThatTheCompilerHasCopiedIsReportedOnce() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Many {
                    @Async Coroutine<Integer> copied(int n) {
                        try {
                            if (n == 1) {
                                return Coroutine.of(1);
                            }
                        } finally {
                            synchronized (this) {
                                await(done()); // error: suspension inside synchronized => leave the block
                            }
                        }
                        return Coroutine.of(2);
                    }
                }
                """);
    }
}

package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.transformer.Diagnostic;
import org.junit.jupiter.api.Test;

/** An intrinsic where nothing can be suspended. */
class AwaitOutsideAsyncTest {

    @Test
    void inAConstructor() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Place {
                    Place() {
                        this(1);
                        Coroutine.await(Coroutine.done()); // error: await in a constructor => static @Async method
                    }
                    Place(int x) {}
                }
                """);
    }

    @Test
    void inAStaticInitialiser() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Place {
                    static final int FIRST = 1;
                    static final int SECOND =
                            Coroutine.await(Coroutine.of(2)); // error: await in a static initialiser => static @Async method
                    static {
                        Coroutine.suspend(null); // error: suspend in a static initialiser => static @Async method
                    }
                }
                """);
    }

    @Test
    void inTheStaticInitialiserOfAnInterface() {
        assertDiagnosed("""
                import dev.reprise.*;
                interface Place {
                    int NUMBER =
                            Coroutine.await(Coroutine.of(2)); // error: await in a static initialiser => static @Async method
                }
                """);
    }

    @Test
    void inAnInstanceInitialiser() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Place {
                    {
                        Coroutine.await(Coroutine.done()); // error: await in a constructor => static @Async method
                    }
                }
                """);
    }

    /** javac copies the initialiser into each constructor. */
    @Test
    void inAnInstanceInitialiserOfSeveralConstructorsOnce() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Place {
                    Place() {}
                    Place(int x) {}
                    final int number =
                            Coroutine.await(Coroutine.of(2)); // error: await in a constructor => static @Async method
                }
                """);
    }

    @Test
    void inAMethodWithoutTheAnnotation() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Place {
                    static Coroutine<Void> plain(boolean first) {
                        if (first) {
                            Coroutine.await(Coroutine.done()); // error: await in a method without @Async => annotate the method
                        }
                        Coroutine.suspend(1); // error: suspend in a method without @Async => annotate the method
                        return Coroutine.done();
                    }
                    static Generator<Integer> generator() {
                        Generator.emit(1); // error: emit in a method without @Async => return a Generator or an AsyncGenerator
                        return Generator.done();
                    }
                    static AsyncGenerator<Integer> asyncGenerator() {
                        AsyncGenerator.emit(1); // error: emit in a method without @Async => annotate the method
                        return AsyncGenerator.done();
                    }
                }
                """);
    }

    /** javac copies the finally block to each way out of the try. */
    @Test
    void inAFinallyBlockOfAMethodWithoutTheAnnotationOnce() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Place {
                    static void plain() {
                        try {
                            System.gc();
                        } finally {
                            Coroutine.await(Coroutine.done()); // error: await in a method without @Async => annotate the method
                        }
                    }
                }
                """);
    }

    @Test
    void inALambdaThatReturnsNoCoroutine() {
        assertDiagnosed("""
                import dev.reprise.*;
                import java.util.function.*;
                class Place {
                    @Async
                    static Coroutine<Integer> outer() {
                        Runnable runnable = () -> Coroutine.await(Coroutine.done()); // error: a lambda that awaits must return a Coroutine => return Coroutine.done()
                        IntSupplier number = () -> Coroutine.await(Coroutine.of(2)); // error: a lambda that awaits must return a Coroutine => Coroutine.of(v)
                        Supplier<Coroutine<Integer>> good = () -> Coroutine.of(Coroutine.await(Coroutine.of(2)));
                        return Coroutine.of(number.getAsInt());
                    }
                }
                """);
    }

    @Test
    void asAMethodReference() {
        assertDiagnosed("""
                import dev.reprise.*;
                import java.util.function.*;
                class Place {
                    final Function<Object, Object> send = Coroutine::suspend; // error: suspend as a method reference => write a lambda
                    @Async
                    static Coroutine<Integer> outer() {
                        Function<Awaitable<Integer>, Integer> wait = Coroutine::await; // error: await as a method reference => Coroutine.of(await(x))
                        return Coroutine.of(wait.apply(Coroutine.of(1)));
                    }
                    static void plain() {
                        Consumer<Object> emit = Generator::emit; // error: emit as a method reference => write a lambda
                        Consumer<Object> other = AsyncGenerator::emit; // error: emit as a method reference => write a lambda
                    }
                }
                """);
    }

    /** The compiler repeats it in a method that reads it back. */
    @Test
    void asASerializableMethodReference() {
        assertDiagnosed("""
                import dev.reprise.*;
                import java.io.Serializable;
                import java.util.function.*;
                class Place {
                    interface Sender extends Function<Object, Object>, Serializable {}
                    final Sender send = Coroutine::suspend; // error: suspend as a method reference => write a lambda
                }
                """);
    }

    /** The compiler names the class through which a static method was found. */
    @Test
    void throughASubclassOfCoroutine() {
        assertDiagnosed("""
                import dev.reprise.*;
                abstract class Handwritten extends Coroutine<Integer> {
                    static int plain() {
                        return await(Coroutine.of(1)); // error: await in a method without @Async => annotate the method
                    }
                }
                """);
    }

    /** What the superclass of the superclass is, the transformer cannot see; the name and the types tell enough. */
    @Test
    void throughASubclassOfASubclassOfCoroutine() {
        assertDiagnosed("""
                import dev.reprise.*;
                abstract class Handwritten extends Coroutine<Integer> {
                    abstract static class Special extends Handwritten {
                        static int plain() {
                            return await(Coroutine.of(1)); // error: await in a method without @Async => annotate the method
                        }
                    }
                }
                """);
    }

    @Test
    void namesTheClassAndTheMethod() {
        Diagnostic diagnostic = Expectations.diagnose("""
                        package a.b;
                        import dev.reprise.*;
                        class Outer {
                            static class Inner {
                                void plain() {
                                    Coroutine.await(Coroutine.done());
                                }
                            }
                        }
                        """).get(0);
        assertEquals("a.b.Outer$Inner", diagnostic.className());
        assertEquals("plain", diagnostic.method());
        assertEquals("a/b/Outer.java", diagnostic.file());
        assertEquals(6, diagnostic.line());
        assertEquals(Diagnostic.Severity.ERROR, diagnostic.severity());
    }
}

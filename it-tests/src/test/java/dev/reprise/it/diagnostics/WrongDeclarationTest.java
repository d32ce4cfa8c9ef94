package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code @Async} on a method that cannot be rewritten. */
class WrongDeclarationTest {

    @Test
    void aWrongReturnType() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Wrong {
                    @Async static int number() { return 1; } // error: must return Coroutine, Generator or AsyncGenerator => Coroutine<T>
                    @Async void nothing() { Coroutine.await(Coroutine.done()); } // error: must return Coroutine, Generator or AsyncGenerator => Coroutine<Void>
                    @Async Awaitable<String> abstracted() { return Coroutine.of(""); } // error: must return Coroutine, Generator or AsyncGenerator => Generator<Y>
                    @Async Coroutine<?>[] array() { return new Coroutine<?>[0]; } // error: must return Coroutine, Generator or AsyncGenerator => declare it
                    @Async Mine own() { return null; } // error: must return Coroutine, Generator or AsyncGenerator => declare it
                    abstract static class Mine extends Coroutine<String> {}
                }
                """);
    }

    @Test
    void aTestThatReturnsNoCoroutine() {
        assertDiagnosed("""
                import dev.reprise.*;
                import dev.reprise.junit.AsyncTest;
                import java.util.List;
                import org.junit.jupiter.api.*;
                class Wrong {
                    @AsyncTest void nothing() {} // error: a test method that is @Async, or @AsyncTest, must return Coroutine => Coroutine<Void>, and end it with return Coroutine.done()
                    @Async @BeforeEach Generator<Integer> generates() { return Generator.done(); } // error: must return Coroutine => Coroutine<Void>
                    @Async @TestFactory Coroutine<List<DynamicTest>> factory() { return Coroutine.of(List.of()); } // error: a @TestFactory method cannot be @Async => remove @Async
                    @Test Coroutine<Void> forgotten() { Coroutine.await(Coroutine.done()); return Coroutine.done(); } // error: await in a method without @Async => annotate the method with @Async
                }
                """);
    }

    /** Without code, the class file tells no line. */
    @Test
    void aWrongReturnTypeOfAnAbstractMethod() {
        List<Diagnostic> diagnostics = Expectations.diagnose("""
                import dev.reprise.*;
                abstract class Wrong {
                    @Async abstract int number();
                    @Async abstract Coroutine<Integer> right();
                    @Async abstract Awaitable<Integer> overriddenByACoroutine();
                    @Async abstract Iterable<Integer> overriddenByAGenerator();
                    @Async abstract AsyncGenerator<Integer> rightToo();
                    @Async abstract <T> T overriddenByAnything();
                }
                """);
        assertEquals(
                List.of("Wrong.java: error: [wrong-return-type] an @Async method must return Coroutine, Generator"
                        + " or AsyncGenerator (in Wrong.number); declare it to return Coroutine<T> (Coroutine<Void> for no"
                        + " result), Generator<Y>, or AsyncGenerator<Y>"),
                diagnostics.stream().map(Diagnostic::toString).toList());
    }

    @Test
    void aSynchronizedMethod() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Wrong {
                    @Async synchronized Coroutine<Void> locks() { return Coroutine.done(); } // error: synchronized method cannot be @Async => remove synchronized
                    @Async static synchronized Coroutine<Void> locksClass() { return Coroutine.done(); } // error: the monitor cannot be held => remove synchronized
                }
                """);
    }

    /** It has no code, and so the class file tells no line. */
    @Test
    void aNativeMethod() {
        List<Diagnostic> diagnostics = Expectations.diagnose("""
                import dev.reprise.*;
                class Wrong {
                    @Async native Coroutine<Void> elsewhere();
                }
                """);
        assertEquals(1, diagnostics.size());
        Diagnostic diagnostic = diagnostics.get(0);
        assertTrue(diagnostic.isError());
        assertEquals("elsewhere", diagnostic.method());
        assertEquals("a native method cannot be @Async", diagnostic.message());
        assertTrue(diagnostic.remedy().contains("call the native method from an @Async one"), diagnostic::remedy);
    }
}

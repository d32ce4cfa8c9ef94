package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.transformer.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code @SuppressAsyncWarnings}: what it covers, and what it cannot. */
class SuppressionTest {

    @Test
    void onAMethodItCoversTheBodyAndItsLambdas() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Some {
                    @Async static Coroutine<Integer> foo() { await(done()); return Coroutine.of(1); }
                    @SuppressAsyncWarnings("never-awaited")
                    void covered() {
                        foo();
                        Runnable runnable = () -> {
                            Runnable inner = () -> foo();
                        };
                        Runnable reference = Some::foo;
                    }
                    void covered(int overload) {
                        foo(); // warning: [never-awaited] the coroutine that foo => await it
                        Runnable runnable = () -> foo(); // warning: [never-awaited] the coroutine that foo => await it
                    }
                }
                """);
    }

    @Test
    void onAConstructorItCoversTheLambdasOfFields() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Some {
                    @Async static Coroutine<Integer> foo() { await(done()); return Coroutine.of(1); }
                    Runnable field = () -> foo();
                    static Runnable constant = () -> foo(); // warning: [never-awaited] the coroutine that foo => await it
                    @SuppressAsyncWarnings("never-awaited")
                    Some() {
                        foo();
                    }
                }
                """);
    }

    @Test
    void onAClassItCoversAllOfItButNoOtherClass() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                @SuppressAsyncWarnings({"never-awaited", "wrong-element"})
                class Some {
                    @Async static Coroutine<Integer> foo() { await(done()); return Coroutine.of(1); }
                    Runnable field = () -> foo();
                    static Runnable constant = Some::foo;
                    void method() {
                        foo();
                        new Object() {
                            void another() {
                                foo(); // warning: [never-awaited] the coroutine that foo => await it
                            }
                        }.another();
                    }
                    @Async Generator<String> emits() {
                        Generator.emit(1);
                        return Generator.done();
                    }
                    @Async Coroutine<Void> blocks() throws Exception {
                        Thread.sleep(1); // warning: [blocking-call] Thread.sleep => sleep
                        return done();
                    }
                }
                """);
    }

    @Test
    void itCoversOnlyTheCodesThatItNames() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Some {
                    @SuppressAsyncWarnings("blocking-call")
                    @Async static Coroutine<Integer> foo() throws Exception {
                        Thread.sleep(1);
                        foo(); // warning: [never-awaited] the coroutine that foo => await it
                        return Coroutine.of(1);
                    }
                }
                """);
    }

    @Test
    void itCoversAwaitingLambdas() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import java.util.concurrent.Callable;
                class Some {
                    @SuppressAsyncWarnings("blocking-call")
                    static Callable<Coroutine<Void>> covered() {
                        return () -> {
                            Thread.sleep(1);
                            await(done());
                            return done();
                        };
                    }
                }
                """);
    }

    @Test
    void errorsAreNotSuppressed() {
        assertDiagnosed("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Some {
                    @SuppressAsyncWarnings("await-in-synchronized")
                    @Async Coroutine<Void> locks() {
                        synchronized (this) { // warning: [unknown-suppression] await-in-synchronized is an error, which cannot be suppressed => blocking-call, inherited-suspend, large-body, never-awaited
                            await(done()); // error: [await-in-synchronized] suspension inside synchronized => leave the block
                        }
                        return done();
                    }
                }
                """);
    }

    @Test
    void aCodeThatNoWarningHasIsAWarning() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Some {
                    @SuppressAsyncWarnings({"never-waited", "blocking-call"})
                    void typo() {
                        System.gc(); // warning: [unknown-suppression] no warning has the code never-waited => never-awaited
                    }
                    @SuppressAsyncWarnings("signature-dropped")
                    void notOfACode() {
                        System.gc(); // warning: [unknown-suppression] signature-dropped is about the file, which cannot be suppressed => never-awaited
                    }
                    @SuppressAsyncWarnings({"of-a-later-version", "unknown-suppression"})
                    void suppressed() {
                        System.gc();
                    }
                }
                """);
    }

    @Test
    void theSameOnAClassHasNoLine() {
        assertEquals(
                List.of("Some.java: warning: [unknown-suppression] no warning has the code all (in Some.<class>);"
                        + " remove it, or choose from blocking-call, inherited-suspend, large-body, never-awaited,"
                        + " unknown-suppression, wrong-element"),
                Expectations.diagnose("@dev.reprise.SuppressAsyncWarnings(\"all\")\nclass Some {}\n").stream()
                        .map(Diagnostic::toString)
                        .toList());
        assertDiagnosed("""
                @dev.reprise.SuppressAsyncWarnings({"all", "unknown-suppression"})
                class Some {}
                """);
    }
}

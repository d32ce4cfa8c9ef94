package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;

import org.junit.jupiter.api.Test;

/** A hand-written coroutine inherits {@code suspend}: through which class decides whether that can be known. */
class InheritedSuspendTest {

    @Test
    void fromTwoClassesAbove() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Outer {
                    abstract static class Middle extends Coroutine<Integer> {}
                    abstract static class Bottom extends Middle {
                        @Async Coroutine<Integer> inherited() {
                            suspend(null); // warning: [inherited-suspend] suspend is inherited from Outer$Middle or above => Coroutine.suspend(value)
                            return of(1);
                        }
                        @Async Coroutine<Integer> named() {
                            Coroutine.suspend(null);
                            return of(1);
                        }
                    }
                }
                """);
    }

    @Test
    void whereItIsCertain() {
        assertDiagnosed("""
                import dev.reprise.*;
                class Outer {
                    abstract static class Direct extends Coroutine<Integer> {
                        @Async Coroutine<Integer> direct() {
                            suspend(null);
                            return of(1);
                        }
                    }
                    static class Other {
                        static Object suspend(Object value) { return value; }
                        static Object suspend(String value) { return value; }
                    }
                    static class Named extends Other {
                        @Async Coroutine<Object> named() {
                            return Coroutine.of(Other.suspend(Coroutine.await(Coroutine.of(1))));
                        }
                        @Async Coroutine<Object> otherSignature() {
                            return Coroutine.of(suspend(""));
                        }
                    }
                    static class Own extends Named {
                        static Object suspend(Object value) { return value; }
                        @Async Coroutine<Object> own() {
                            return Coroutine.of(suspend(1));
                        }
                    }
                }
                """);
    }
}

package dev.reprise.it.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Transformation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tool itself: where it suspends, and that the copies do what the methods did. */
class SuspendingCopiesTest {

    private static final String SOURCE = """
            import java.util.*;
            import java.util.function.*;

            class Methods {
                interface Named { String name(); default String greet() { return "hello " + name().trim(); } }

                static int oneCall(String s) { return s.length(); }
                static int noCall(int a) { return a + 1; }
                static long arguments(byte b, long l, double d, String... rest) {
                    return Math.addExact(b, Math.multiplyExact(l, Math.round(d))) + rest.length;
                }
                static String construction() {
                    return new StringBuilder(String.valueOf(1)).append(new String("x".isEmpty() ? "a".trim() : "b")).toString();
                }
                static String synchronised() {
                    Object lock = new Object();
                    synchronized (lock) {
                        lock.hashCode();
                    }
                    return String.valueOf(Thread.holdsLock(lock));
                }
                static int fails(String s) { return Integer.parseInt(s); }
                static String caught() {
                    try {
                        return "got " + fails("no number");
                    } catch (NumberFormatException e) {
                        return "failed";
                    } finally {
                        System.identityHashCode("finally");
                    }
                }
                static int recursive(int n) { return n == 0 ? 0 : n + recursive(n - 1); }
                static String lambda() {
                    Function<String, String> twice = s -> s.concat(s);
                    return twice.andThen(String::trim).apply("ab ");
                }
                static String interfaceMethod() { return ((Named) () -> " you ").greet(); }
                static char primitive() { return "abc".charAt(1); }
            }
            """;

    private static final Map<String, byte[]> COMPILED = InMemoryCompiler.compile(SOURCE);
    private static final Transformation COPIES = transformed(Set.of());

    private static Transformation transformed(Set<String> excluded) {
        Map<String, byte[]> copies = new TreeMap<>();
        COMPILED.forEach((name, classFile) ->
                copies.put(name, SuspendingCopies.of(classFile, excluded).classFile()));
        return Transformation.of(copies);
    }

    private static long resumedBy(Runnable action) {
        long before = Suspensions.resumed();
        action.run();
        return Suspensions.resumed() - before;
    }

    @Test
    void aSuspensionPrecedesTheCall() {
        assertEquals(1, resumedBy(() -> assertEquals(3, COPIES.call("Methods", "oneCall", "abc"))));
    }

    @Test
    void aMethodThatCallsNothingStaysAsItIs() {
        assertEquals(0, resumedBy(() -> assertEquals(2, COPIES.call("Methods", "noCall", 1))));
    }

    @Test
    void anExcludedMethodStaysAsItIs() {
        Transformation none = transformed(Set.of("oneCall$copy$1"));
        assertEquals(0, resumedBy(() -> assertEquals(3, none.call("Methods", "oneCall", "abc"))));
    }

    @Test
    void eachCallIsAPlaceToSuspend() {
        SuspendingCopies copied = SuspendingCopies.of(compiled("class A { static String a(String s) {"
                + " synchronized (s) { s.trim(); } return s.trim().concat(s); } int b() { return b(); } }"));
        assertEquals(List.of(2, 3), List.of(copied.methods(), copied.points()));
    }

    @Test
    void anAwaitOfAnotherCopyIsOneMore() {
        SuspendingCopies copied = SuspendingCopies.of(compiled(
                "class A { static int a(String s) { return s.length(); } static int b() { return a(null); } }"));
        assertEquals(List.of(2, 3), List.of(copied.methods(), copied.points()));
    }

    private static byte[] compiled(String source) {
        return Objects.requireNonNull(InMemoryCompiler.compile(source).get("A"));
    }

    @Test
    void argumentsOfAllSizesArrive() {
        assertEquals(9L, COPIES.call("Methods", "arguments", (byte) 1, 2L, 2.9, new String[] {"a", "b"}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "construction=1b",
                "synchronised=false",
                "caught=failed",
                "lambda=ab ab",
                "interfaceMethod=hello you",
                "primitive=b"
            })
    void theCopiesDoWhatTheMethodsDid(String expectation) {
        String method = expectation.substring(0, expectation.indexOf('='));
        assertEquals(expectation, method + "=" + COPIES.call("Methods", method));
    }

    @Test
    void aRecursionIsAChainOfAwaits() {
        assertEquals(2_001_000, COPIES.call("Methods", "recursive", 2_000));
    }
}

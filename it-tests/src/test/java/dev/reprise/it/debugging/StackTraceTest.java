package dev.reprise.it.debugging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.Lines;
import dev.reprise.it.support.Transformation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link Throwable#printStackTrace} prints of async methods: class, method, file and line of the source. */
class StackTraceTest {

    private static final String SOURCE = """
            package org.acme;
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.util.function.Supplier;
            class Traces {
                private final int divisor = 0;
                @Async
                static Coroutine<Integer> outer(int suspensions) {
                    int doubled = 2
                            * await(middle(suspensions)); // outer awaits
                    return Coroutine.of(doubled);
                }
                @Async
                static Coroutine<Integer> middle(int suspensions) {
                    try {
                        int n = await(new Traces().inner(suspensions)); // middle awaits
                        throw new IllegalStateException("middle got " + n); // middle throws
                    } finally {
                        await(Later.after(suspensions, "cleanup"));
                    }
                }
                @Async
                Coroutine<Integer> inner(int suspensions) {
                    await(Later.after(suspensions, "first")); // inner awaits
                    return Coroutine.of(suspensions > 1 ? suspensions : 1 / divisor); // inner divides
                }
                static Supplier<Coroutine<Integer>> starter(int suspensions) {
                    return () -> {
                        await(Later.after(suspensions, "first"));
                        throw new IllegalStateException(); // lambda throws
                    };
                }
            }
            """;

    private static final String OWNER = "org.acme.Traces";

    private static final Transformation MADE = Transformation.of(SOURCE);

    @Test
    void beforeTheFirstSuspensionEachAwaitIsThereInnermostFirst() {
        Coroutine<?> coroutine = MADE.start(OWNER, "outer", 0);
        Throwable thrown = assertThrows(ArithmeticException.class, coroutine::next);
        assertEquals(
                List.of(
                        at("inner", "// inner divides"),
                        at("middle", "// middle awaits"),
                        at("outer", "// outer awaits")),
                sourceLinesOf(thrown));
    }

    @Test
    void afterASuspensionTheOneThatWasResumedIsThere() {
        Coroutine<?> coroutine = MADE.start(OWNER, "outer", 1);
        assertTrue(coroutine.next());
        assertTrue(coroutine.next(), "middle suspends in its finally, the failure waits");
        Throwable thrown = assertThrows(ArithmeticException.class, coroutine::next);
        assertEquals(List.of(at("inner", "// inner divides")), sourceLinesOf(thrown));
    }

    @Test
    void whoAwaitsIsThereWhenItIsResumedWithTheResult() {
        Throwable thrown = assertThrows(IllegalStateException.class, () -> MADE.run(OWNER, "outer", 2));
        assertEquals("middle got 2", thrown.getMessage());
        assertEquals(List.of(at("middle", "// middle throws")), sourceLinesOf(thrown));
    }

    @Test
    void theCallersOfASuspendedCoroutineCanBeAsked() {
        Coroutine<?> coroutine = MADE.start(OWNER, "outer", 1);
        assertTrue(coroutine.next());
        assertEquals(
                List.of(
                        element("inner", "// inner awaits"),
                        element("middle", "// middle awaits"),
                        element("outer", "// outer awaits")),
                coroutine.stack());
    }

    @Test
    void aLambdaHasTheNameOfTheMethodAroundIt() {
        for (int suspensions = 0; suspensions < 2; suspensions++) {
            Supplier<?> lambda = (Supplier<?>) Objects.requireNonNull(MADE.call(OWNER, "starter", suspensions));
            Throwable thrown =
                    assertThrows(IllegalStateException.class, () -> Transformation.finish((Coroutine<?>) lambda.get()));
            List<String> lines = sourceLinesOf(thrown);
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).matches("starter\\$0 " + lineOf("// lambda throws")), lines::toString);
        }
    }

    /** Returns method and line of each printed line that stands in a body. */
    private static List<String> sourceLinesOf(Throwable thrown) {
        StringWriter printed = new StringWriter();
        thrown.printStackTrace(new PrintWriter(printed, true));
        return printed.toString()
                .lines()
                .map(String::strip)
                .flatMap(StackTraceTest::sourceLine)
                .toList();
    }

    /** Of {@code at Owner.lambda$name$async$1(Owner.java:12)}, preceded by the loader's name, makes {@code name 12}. */
    private static Stream<String> sourceLine(String printed) {
        String body = "at (?:tests//)?org\\.acme\\.Traces\\.lambda\\$(.+)\\$async\\$\\d+\\(Traces\\.java:(\\d+)\\)";
        return printed.matches(body) ? Stream.of(printed.replaceFirst(body, "$1 $2")) : Stream.empty();
    }

    private static String at(String method, String text) {
        return method + " " + lineOf(text);
    }

    private static StackTraceElement element(String method, String text) {
        return new StackTraceElement(OWNER, method, "Traces.java", lineOf(text));
    }

    private static int lineOf(String text) {
        return Lines.of(SOURCE, text);
    }
}

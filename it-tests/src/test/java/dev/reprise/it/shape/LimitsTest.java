package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Transformation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.MethodNode;

/** Methods at the edge of what a class file allows, and shapes that leave no room for a wrong offset. */
class LimitsTest {

    @Test
    void aMethodWith255ArgumentSlots() {
        // this, 126 longs and two ints
        String sum = "return Coroutine.of(sum + " + list(126, "a%d").replace(",", " +") + ");";
        String arguments = list(126, "(1L << %d)");
        Transformation made = Transformation.of(classWith(
                "Coroutine<Long> many(" + list(126, "long a%d") + ", int b, int c)",
                "long sum = b + await(Later.of(c)); " + sum,
                "static Coroutine<Long> call() { return new Limits().many(" + arguments + ", 5, 6); }"));
        long expected = 11;
        for (int i = 0; i < 126; i++) {
            expected += 1L << i; // of the distance of a shift, Java takes the lowest six bits
        }
        assertEquals(expected, made.run("Limits", "call"));
    }

    @Test
    void twoHundredAwaitsInOneMethod() {
        Transformation made = Transformation.of(classWith(
                "static Coroutine<Integer> many()", "int sum = 0;" + sumOfAwaits(200) + "return Coroutine.of(sum);"));
        assertEquals(afterAwaits(0, 200), made.run("Limits", "many"));
    }

    /** The returned value has two origins; finding them must not cost the square of the method's size. */
    @Test
    void fourHundredAwaitsThatMayBeSkipped() {
        String statements = list(400, "if (limit > %1$d) sum = sum * 31 + await(Later.of(%1$d));\n")
                .replace(", if", "if");
        Transformation made = Transformation.of(classWith(
                "static Coroutine<Integer> many(int limit)",
                "int sum = 0;" + statements + "return limit > 0 ? Coroutine.of(sum) : Coroutine.of(-1);"));
        assertEquals(afterAwaits(0, 300), made.run("Limits", "many", 300));
        assertEquals(-1, made.run("Limits", "many", 0));
    }

    @Test
    void twentyNestedTries() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append("try {\n");
        }
        text.append("await(Later.failing(new RuntimeException(\"20\")));\n");
        for (int i = 19; i >= 0; i--) {
            text.append("} catch (RuntimeException e) {\n")
                    .append("log.append(e.getMessage()).append(await(Later.of(' ')));\n")
                    .append("throw new RuntimeException(\"" + i + "\");\n")
                    .append("} finally { log.append(await(Later.of('f'))); }\n");
        }
        text.append("return Coroutine.done();\n");
        String start = """
                @Async static Coroutine<String> start() throws Exception {
                    StringBuilder log = new StringBuilder();
                    try {
                        await(nested(log));
                    } catch (RuntimeException e) {
                        log.append(e.getMessage());
                    }
                    return Coroutine.of(log.toString());
                }
                """;
        Transformation made = Transformation.of(
                classWith("static Coroutine<Void> nested(StringBuilder log)", text.toString(), start));
        String expected = IntStream.range(0, 20).mapToObj(i -> (20 - i) + " f").collect(Collectors.joining());
        assertEquals(expected + "0", made.run("Limits", "start"));
    }

    @Test
    void aLoopThatBeginsTheMethod() {
        Transformation made = Transformation.of(
                classWith(
                        "static Coroutine<Integer> loop(int left)",
                        "while (left > 0) { left -= await(Later.of(1)); } return Coroutine.of(left);"),
                """
                import dev.reprise.*;
                class Endless {
                    int turns;
                    @Async Coroutine<Void> spin() {
                        while (true) {
                            turns++;
                            Coroutine.suspend(null);
                        }
                    }
                    @Async static Coroutine<Void> never() {
                        while (true) {}
                    }
                    static int three() {
                        Endless endless = new Endless();
                        Coroutine<Void> coroutine = endless.spin();
                        for (int i = 0; i < 3; i++) {
                            coroutine.next();
                        }
                        return endless.turns;
                    }
                }
                """);
        assertEquals(0, made.run("Limits", "loop", 4));
        assertEquals(3, made.call("Endless", "three"));
    }

    @Test
    void aMethodWithoutAnySuspension() {
        Transformation made = Transformation.of(classWith(
                "static Coroutine<Integer> none(int n)",
                "for (int i = 0; i < 3; i++) { n += i; } return Coroutine.of(n);"));
        assertEquals(10, made.run("Limits", "none", 7));
        MethodNode body = made.method("Limits", "lambda$none");
        assertEquals("(ILdev/reprise/AsyncFrame;I)I", body.desc);
    }

    @Test
    void jumpsThatBecomeWideInTheBody() {
        int awaits = 700;
        String statements = "int sum = 1; while (turns-- > 0) { if (turns == 1) { sum += 2; continue; }\n"
                + sumOfAwaits(awaits) + "}\n return Coroutine.of(sum);";
        Map<String, byte[]> compiled =
                InMemoryCompiler.compile(classWith("static Coroutine<Integer> wide(int turns)", statements));
        Transformation made = Transformation.of(compiled);
        assertTrue(Objects.requireNonNull(compiled.get("Limits")).length < Short.MAX_VALUE, "javac needs none");
        assertTrue(sizeOf(made.method("Limits", "lambda$wide")) > Short.MAX_VALUE, "the body does");
        int expected = 1;
        for (int turn = 2; turn >= 0; turn--) {
            expected = turn == 1 ? expected + 2 : afterAwaits(expected, awaits);
        }
        assertEquals(expected, made.run("Limits", "wide", 3));
    }

    private static int sizeOf(MethodNode method) {
        CodeSizeEvaluator size = new CodeSizeEvaluator(null);
        method.accept(size);
        return size.getMinSize();
    }

    private static String sumOfAwaits(int count) {
        return list(count, "sum = sum * 31 + await(Later.of(%d));\n").replace(", sum", "sum");
    }

    private static int afterAwaits(int sum, int count) {
        for (int i = 0; i < count; i++) {
            sum = sum * 31 + i;
        }
        return sum;
    }

    @Test
    void classFilesOfJava8() {
        String source = """
                import static dev.reprise.Coroutine.await;
                import dev.reprise.*;
                import dev.reprise.it.support.Later;
                interface Old {
                    @Async default Coroutine<String> greet(String name, long number) {
                        String end = " " + number;
                        try {
                            return Coroutine.of("Hello " + await(Later.of(name)) + end);
                        } finally {
                            await(Later.of(1));
                        }
                    }
                    static Coroutine<String> of(String name) {
                        return new Old() {}.greet(name, 8);
                    }
                }
                """;
        Transformation made = Transformation.of(InMemoryCompiler.compile(List.of("-g", "--release", "8"), source));
        assertEquals(52, made.node("Old").version);
        assertEquals(52, made.node("Old$greet$async$0").version);
        assertEquals("Hello you 8", made.run("Old", "of", "you"));
    }

    private static String list(int count, String format) {
        return IntStream.range(0, count).mapToObj(i -> format.formatted(i)).collect(Collectors.joining(", "));
    }

    private static String classWith(String header, String statements) {
        return classWith(header, statements, "");
    }

    private static String classWith(String header, String statements, String more) {
        return """
                import static dev.reprise.Coroutine.await;
                import dev.reprise.*;
                import dev.reprise.it.support.Later;
                class Limits {
                    @Async %s {
                        %s
                    }
                    %s
                }
                """.formatted(header, statements, more);
    }
}

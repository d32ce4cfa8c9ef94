package dev.reprise.it.fused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Transformation;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Which awaits call a body directly, and what such a body looks like. */
class FusedShapeTest {

    private static final String SOURCE = """
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            class Shapes {
                @Async static Coroutine<Integer> number(int n) { return Coroutine.of(n); }
                @Async static Coroutine<Long> wide(int n) { return Coroutine.of((long) n); }
                @Async static Coroutine<Double> real(int n) { return Coroutine.of((double) n); }
                @Async static Coroutine<Object> sometimes(int n) {
                    if (n > 0) return Coroutine.of(n);
                    return Coroutine.of("none");
                }
                @Async static Coroutine<Integer> called(int n, long l, String s) {
                    int local = n + s.length();
                    suspend(null);
                    return Coroutine.of(local + s.length());
                }
                @Async private Coroutine<String> hidden() { return Coroutine.of("hidden"); }
                @Async final Coroutine<String> sealed() { return Coroutine.of("sealed"); }
                @Async Coroutine<String> open() { return Coroutine.of("open"); }
                static Coroutine<String> plain() { return Coroutine.of("plain"); }
                static final class Leaf {
                    @Async Coroutine<String> ofFinalClass() { return Coroutine.of("leaf"); }
                    @Async Coroutine<String> callsItself() { return Coroutine.of(await(ofFinalClass())); }
                }

                @Async static Coroutine<Object> awaitsStatic() { return Coroutine.of(await(number(1)) + await(called(1, 2, ""))); }
                @Async Coroutine<Object> awaitsPrivate() { return Coroutine.of(await(hidden())); }
                @Async Coroutine<Object> awaitsFinal() { return Coroutine.of(await(sealed())); }
                @Async static Coroutine<Integer> returns() { return number(1); }
                @Async Coroutine<Object> awaitsOpen() { return Coroutine.of(await(open())); }
                @Async static Coroutine<Object> awaitsPlain() { return Coroutine.of(await(plain())); }
                @Async static Coroutine<Object> conditional(boolean c) { return Coroutine.of(await(c ? number(1) : number(2))); }
                @Async static Coroutine<Object> variable() {
                    Coroutine<Integer> first = number(1);
                    return Coroutine.of(await(first));
                }
                @Async static Coroutine<Object> severalLines() {
                    return Coroutine.of(await(
                            number(
                                    1)));
                }
                @Async static Coroutine<Object> awaitsOthers() {
                    return Coroutine.of("" + await(wide(1)) + await(real(1)) + await(sometimes(1)));
                }
            }
            """;

    private static final Transformation MADE = Transformation.of(SOURCE);

    /** Returns the methods whose bodies the body of a method calls. */
    private static Set<String> calledBy(ClassNode owner, String method) {
        Set<String> called = new TreeSet<>();
        for (MethodNode body : owner.methods) {
            if (body.name.startsWith("lambda$" + method + "$async$")) {
                for (AbstractInsnNode instruction : body.instructions) {
                    if (instruction instanceof MethodInsnNode call && call.name.startsWith("lambda$")) {
                        called.add(call.name.replaceAll("^lambda\\$|\\$async\\$\\d+$", ""));
                    }
                }
            }
        }
        return called;
    }

    private static MethodNode body(Transformation made, String owner, String method) {
        return made.method(owner, "lambda$" + method + "$async$");
    }

    @ParameterizedTest
    @CsvSource({
        "Shapes, awaitsStatic, '[called, number]'",
        "Shapes, awaitsPrivate, [hidden]",
        "Shapes, awaitsFinal, [sealed]",
        "Shapes, returns, [number]",
        "Shapes, severalLines, [number]",
        "Shapes, awaitsOpen, []",
        "Shapes, awaitsPlain, []",
        "Shapes, conditional, []",
        "Shapes, variable, []",
        "Shapes$Leaf, callsItself, [ofFinalClass]",
    })
    void whatCannotBeOverriddenAndIsAwaitedAtOnceIsCalled(String owner, String method, String bodies) {
        assertEquals(bodies, calledBy(MADE.node(owner), method).toString());
    }

    @ParameterizedTest
    @CsvSource({"number, I", "wide, J", "real, D", "sometimes, Ljava/lang/Object;", "hidden, Ljava/lang/Object;"})
    void aResultThatEachReturnBoxesIsReturnedUnboxed(String method, String returned) {
        String descriptor = body(MADE, "Shapes", method).desc;
        assertTrue(descriptor.endsWith("Ldev/reprise/AsyncFrame;I)" + returned), descriptor);
    }

    @Test
    void theParametersStayWhereTheyAreAndTheOtherVariablesMakeRoom() {
        Map<String, Integer> slots = new TreeMap<>();
        body(MADE, "Shapes", "called").localVariables.forEach(variable -> slots.put(variable.name, variable.index));
        assertEquals(Map.of("n", 0, "s", 3, "local", 7), slots);
    }

    @ParameterizedTest
    @CsvSource({"253, true", "254, false", "255, false"})
    void aMethodKeepsItsFormIfTwoMoreArgumentsAreTooMany(int parameters, boolean called) {
        String declared =
                IntStream.range(0, parameters).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
        String passed =
                IntStream.range(0, parameters).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        Transformation made = Transformation.of("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Many {
                    @Async static Coroutine<Integer> last(%s) {
                        suspend(null);
                        return Coroutine.of(p%d);
                    }
                    @Async static Coroutine<Integer> call() { return Coroutine.of(await(last(%s))); }
                }
                """.formatted(declared, parameters - 1, passed));
        assertEquals(called ? Set.of("last") : Set.of(), calledBy(made.node("Many"), "call"));
        assertEquals(parameters - 1, made.run("Many", "call"));
    }

    /** No javac writes it: a variable of two slots, the first of which was the last parameter. */
    @Test
    void aMethodKeepsItsFormIfAVariableReachesBeyondTheParameters() {
        Map<String, byte[]> compiled = InMemoryCompiler.compile("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Odd {
                    @Async static Coroutine<Long> twice(int n) {
                        long l = n * 2L;
                        suspend(null);
                        return Coroutine.of(l);
                    }
                    @Async static Coroutine<Long> call() { return Coroutine.of(await(twice(4))); }
                }
                """);
        ClassNode node = new ClassNode();
        new ClassReader(compiled.get("Odd")).accept(node, 0);
        for (MethodNode method : node.methods) {
            if (method.name.equals("twice")) {
                method.localVariables.clear();
                for (AbstractInsnNode instruction : method.instructions) {
                    if (instruction instanceof VarInsnNode variable && variable.getOpcode() != Opcodes.ILOAD) {
                        variable.var = 0;
                    }
                }
            }
        }
        ClassWriter out = new ClassWriter(0);
        node.accept(out);
        Transformation made = Transformation.of(Map.of("Odd", out.toByteArray()));
        assertEquals(Set.of(), calledBy(made.node("Odd"), "call"));
        assertEquals(8L, made.run("Odd", "call"));
    }

    @ParameterizedTest
    @CsvSource({"20, true", "200, false"})
    void aLargeMethodKeepsItsForm(int awaits, boolean called) {
        String statements = "sum += await(number(1));\n".repeat(awaits);
        Transformation made = Transformation.of("""
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Large {
                    @Async static Coroutine<Integer> number(int n) {
                        if (n < 0) suspend(null);
                        return Coroutine.of(n);
                    }
                    @Async static Coroutine<Integer> many() {
                        int sum = 0;
                        %s
                        return Coroutine.of(sum);
                    }
                    @Async static Coroutine<Integer> call() { return Coroutine.of(await(many())); }
                }
                """.formatted(statements));
        assertEquals(called ? Set.of("number") : Set.of(), calledBy(made.node("Large"), "many"));
        assertEquals(called ? Set.of("many") : Set.of(), calledBy(made.node("Large"), "call"));
        assertEquals(awaits, made.run("Large", "call"));
    }

    @Test
    void aMethodThatOnlyItsClassCouldAwaitAndDoesNotKeepsItsForm() {
        Transformation made = Transformation.of("""
                import dev.reprise.*;
                class Lone {
                    @Async private static Coroutine<Integer> lone(int n) { return Coroutine.of(n); }
                    static Coroutine<Integer> start(int n) { return lone(n); }
                }
                """);
        assertEquals("(LLone$lone$async$0;I)Z", body(made, "Lone", "lone").desc);
        assertFalse(body(MADE, "Shapes", "called").desc.endsWith("Z"));
    }
}

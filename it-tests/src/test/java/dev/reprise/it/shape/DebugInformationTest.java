package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Lines;
import dev.reprise.it.support.Transformation;
import dev.reprise.transformer.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/** A debugger and a stack trace find in the body what they found in the method. */
class DebugInformationTest {

    private static final String SOURCE = """
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.util.List;
            class Scopes {
                private final int base = 3;
                @Async
                Coroutine<Integer> many(int count, long width, String text, double factor) {
                    int sum = base;
                    for (int i = 0; i < count; i++) {
                        long square = (long) i * i;
                        String each = text + i;
                        if (i % 2 == 0) {
                            sum += await(Later.of(i));
                            continue;
                        }
                        try {
                            double scaled = factor * await(Later.of(2));
                            sum += (int) scaled + (int) square;
                            for (String s : List.of(each, text)) {
                                await(Later.of(s));
                                int length = s.length();
                                sum += length;
                                await(Later.of(1));
                                sum += length + (int) width;
                            }
                        } catch (IllegalStateException e) {
                            await(Later.of(1));
                            sum += e.hashCode();
                        } finally {
                            int kept = sum;
                            await(Later.of(1));
                            sum = kept;
                        }
                    }
                    return Coroutine.of(sum);
                }
                @Async
                static Coroutine<Integer> fails(int before) {
                    int value = await(Later.of(before)); // begins
                    if (value == 0) {
                        return Coroutine.of(1 / value); // divides
                    }
                    await(Later.of(0)); // waits
                    throw new IllegalStateException(); // throws
                }
                @Async
                static Coroutine<Integer> gap(Object dead, boolean first) {
                    if (first) {
                        suspend(null);
                    } else {
                        suspend(null);
                        return Coroutine.of(dead.hashCode());
                    }
                    return Coroutine.of(await(Later.of(first ? 1 : 2)));
                }
                @Async
                static Coroutine<Integer> joined(Object dead, boolean first) {
                    if (first) {
                        await(Later.of(1));
                    } else {
                        await(Later.of(2));
                        return Coroutine.of(dead.hashCode());
                    }
                    return Coroutine.of(first ? 1 : 2);
                }
            }
            """;

    private static final Transformation MADE = Transformation.of(SOURCE);

    private static final Transformation MADE_FOR_DEBUGGING = Transformation.of(
            InMemoryCompiler.compile(SOURCE), Options.defaults().withDebug(true));

    @Test
    void anExceptionOfTheBodyHasTheLineWhereItWasThrown() {
        assertEquals(Lines.of(SOURCE, "// divides"), lineOfFailure(0));
        assertEquals(Lines.of(SOURCE, "// throws"), lineOfFailure(1));
    }

    private static int lineOfFailure(int argument) {
        Throwable thrown = assertThrows(Throwable.class, () -> MADE.run("Scopes", "fails", argument));
        StackTraceElement top = thrown.getStackTrace()[0];
        assertEquals("Scopes.java", top.getFileName());
        return top.getLineNumber();
    }

    @Test
    void aSuspendedCoroutineTellsTheLineOfItsAwait() {
        Coroutine<?> coroutine = MADE.start("Scopes", "fails", 7);
        assertEquals(
                Lines.of(SOURCE, "// begins"),
                coroutine.location().orElseThrow().getLineNumber());
        assertTrue(coroutine.next());
        assertEquals(
                Lines.of(SOURCE, "// begins"),
                coroutine.location().orElseThrow().getLineNumber());
        assertTrue(coroutine.next());
        assertEquals(
                Lines.of(SOURCE, "// waits"), coroutine.location().orElseThrow().getLineNumber());
        assertEquals("fails", coroutine.location().orElseThrow().getMethodName());
    }

    @Test
    void allVariablesOfTheMethodAreNamedInItsBody() {
        List<String> names = new ArrayList<>(new TreeSet<>(MADE.method("Scopes", "lambda$many").localVariables.stream()
                .map(variable -> variable.name + " " + variable.desc)
                .toList()));
        assertEquals(
                List.of(
                        "count I",
                        "e Ljava/lang/IllegalStateException;",
                        "each Ljava/lang/String;",
                        "factor D",
                        "i I",
                        "kept I",
                        "length I",
                        "s Ljava/lang/String;",
                        "scaled D",
                        "square J",
                        "sum I",
                        "text Ljava/lang/String;",
                        "this LScopes;",
                        "width J"),
                names);
    }

    @Test
    void aVariableIsInScopeAgainWhereItsAwaitEnds() {
        MethodNode body = MADE.method("Scopes", "lambda$many");
        List<LocalVariableNode> pieces = body.localVariables.stream()
                .filter(variable -> variable.name.equals("length"))
                .toList();
        assertEquals(2, pieces.size(), "before the await in its scope, and after");
    }

    @Test
    void thisIsThisInTheWholeBody() {
        MethodNode body = MADE.method("Scopes", "lambda$many");
        List<LocalVariableNode> pieces = body.localVariables.stream()
                .filter(variable -> variable.name.equals("this"))
                .toList();
        assertEquals(1, pieces.size());
        assertEquals(0, pieces.get(0).index);
    }

    @Test
    void noVariableIsInScopeWhereItsSlotHoldsAnotherType() throws AnalyzerException {
        for (String method : List.of("many", "fails", "gap", "joined")) {
            List<String> faults = VariableScopes.faults("Scopes", MADE.method("Scopes", "lambda$" + method)).stream()
                    .filter(fault -> !fault.endsWith(VariableScopes.HOLDS_DIFFERENT_THINGS))
                    .toList();
            assertEquals(List.of(), faults, method);
        }
    }

    @Test
    void noVariableIsInScopeWhereOnlySomeWaysHaveFilledItsSlot() throws AnalyzerException {
        for (String method : List.of("many", "fails", "gap", "joined")) {
            assertEquals(List.of(), VariableScopes.faults("Scopes", MADE.method("Scopes", "lambda$" + method)), method);
        }
    }

    @Test
    void theDebugOptionKeepsAVariableInScope() throws AnalyzerException {
        for (String method : List.of("many", "fails", "gap", "joined")) {
            MethodNode body = MADE_FOR_DEBUGGING.method("Scopes", "lambda$" + method);
            assertEquals(List.of(), VariableScopes.faults("Scopes", body), method);
        }
        assertEquals(3, scopesOf("dead", MADE), "to the suspension in each branch, and where it is read again");
        assertEquals(4, scopesOf("dead", MADE_FOR_DEBUGGING), "also after the first suspension, where nobody reads it");
    }

    private static long scopesOf(String variable, Transformation made) {
        return made.method("Scopes", "lambda$gap").localVariables.stream()
                .filter(scope -> scope.name.equals(variable))
                .count();
    }

    @Test
    void theDebugInformationOfJavacItselfPassesTheSameCheck() throws AnalyzerException {
        MethodNode constructor = MADE.method("Scopes", "<init>");
        assertEquals(1, constructor.localVariables.size());
        assertEquals(List.of(), VariableScopes.faults("Scopes", constructor));
    }

    @Test
    void aClassWithoutDebugInformationIsTransformedToo() {
        Transformation made = Transformation.of(InMemoryCompiler.compile(List.of("-g:none"), SOURCE));
        assertThrows(IllegalStateException.class, () -> made.run("Scopes", "fails", 1));
        Coroutine<?> coroutine = made.start("Scopes", "fails", 7);
        assertTrue(coroutine.next());
        assertEquals(0, coroutine.location().orElseThrow().getLineNumber());
    }
}

package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.Transformation;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** {@code await(interrupt())} is compiled as a suspension, and behaves as an await of the coroutine that it names. */
class GivingWayTest {

    private static final String AT_ONCE = """
            return Coroutine.of(String.valueOf(await(%s)));
            """;

    private static final String BY_A_VARIABLE = """
            Coroutine<Void> once = Reprise.interrupt();
            return Coroutine.of(String.valueOf(await(once)));
            """;

    private static Transformation programOf(String body) {
        return Transformation.of("""
                package p;
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                import dev.reprise.task.Sleep;
                public class Program {
                    @Async static Coroutine<String> give() {
                        try {
                            %s
                        } catch (IllegalStateException raised) {
                            return Coroutine.of("raised");
                        }
                    }
                }
                """.formatted(body));
    }

    private static boolean calls(Transformation made, String method) {
        return made.node("p/Program").methods.stream()
                .flatMap((MethodNode each) -> StreamSupport.stream(each.instructions.spliterator(), false))
                .anyMatch(instruction -> instruction instanceof MethodInsnNode call && call.name.equals(method));
    }

    private static void assertBehaves(Transformation made) {
        Coroutine<?> coroutine = made.start("p.Program", "give");
        assertTrue(coroutine.next());
        assertNull(coroutine.yielded());
        assertFalse(coroutine.send("nobody takes this"));
        assertEquals("null", coroutine.result());

        Coroutine<?> raised = made.start("p.Program", "give");
        assertTrue(raised.next());
        assertFalse(raised.raise(new IllegalStateException()));
        assertEquals("raised", raised.result());

        Coroutine<?> closed = made.start("p.Program", "give");
        assertTrue(closed.next());
        closed.close();
        assertThrows(IllegalStateException.class, closed::result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reprise.interrupt()", "Sleep.interrupt()", "Coroutine.suspendOnce()"})
    void itIsASuspensionWithoutACoroutine(String expression) {
        Transformation made = programOf(AT_ONCE.formatted(expression));
        assertTrue(calls(made, "suspendWith"));
        assertFalse(calls(made, expression.substring(expression.indexOf('.') + 1, expression.length() - 2)));
        assertBehaves(made);
    }

    @Test
    void whatIsAwaitedLaterIsACoroutine() {
        Transformation made = programOf(BY_A_VARIABLE);
        assertTrue(calls(made, "interrupt"));
        assertBehaves(made);
    }
}

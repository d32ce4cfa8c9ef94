package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Transformation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Other languages give methods names that Java does not allow, and files may be called anything. */
class OddNamesTest {

    private static final String SOURCE = """
            package p;
            import dev.reprise.*;
            public class Odd {
                @Async
                public static Coroutine<Void> oneTwo() {
                    Coroutine.suspend(null);
                    return Coroutine.done();
                }
            }
            """;

    /** Names of the same length can change places in the constant pool. */
    private static byte[] renamed(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1)
                .replace("oneTwo", "1|2 :,")
                .replace("Odd.java", "O;|.java")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSuspendedCoroutineTellsWhereItIs() throws ReflectiveOperationException {
        Map<String, byte[]> compiled = new TreeMap<>(InMemoryCompiler.compile(SOURCE));
        compiled.replaceAll((name, classFile) -> renamed(classFile));
        Method odd = Transformation.of(compiled).load("p.Odd").getMethod("1|2 :,");
        Coroutine<?> coroutine = (Coroutine<?>) odd.invoke(null);
        assertTrue(coroutine.next());
        assertEquals(
                new StackTraceElement("p.Odd", "1|2 :,", "O_|.java", 6),
                coroutine.location().orElseThrow());
        assertTrue(coroutine.toString().contains("Odd.1|2 :,"), coroutine::toString);
    }
}

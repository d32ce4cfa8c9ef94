package dev.reprise.it.badinput;

import static dev.reprise.it.badinput.Messages.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.AsyncFrame;
import dev.reprise.it.support.MemoryLoader;
import dev.reprise.it.support.Transformation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** A class that was transformed for another runtime says so when it is first used. */
class AbiTest {

    private static final Transformation MADE = Transformation.of("""
            package p;
            import dev.reprise.*;
            public class Old {
                @Async public static Coroutine<Integer> one() {
                    return Coroutine.of(1);
                }
            }
            """);

    private static final String FRAME = "p/Old$one$async$0";

    @Test
    void codeOfThisAbiRuns() throws ReflectiveOperationException {
        assertEquals(1, Transformation.finish((dev.reprise.Coroutine<?>) Objects.requireNonNull(call(AsyncFrame.ABI))));
    }

    @Test
    void codeOfAnotherAbiIsRefused() {
        InvocationTargetException thrown =
                assertThrows(InvocationTargetException.class, () -> call(AsyncFrame.ABI + 98));
        Throwable error = Objects.requireNonNull(thrown.getCause());
        assertSays(
                IncompatibleClassChangeError.class,
                error,
                "class p.Old$one$async$0",
                "was transformed for ABI " + (AsyncFrame.ABI + 98),
                "this runtime has ABI " + AsyncFrame.ABI,
                "rebuild it from clean");
    }

    /** Calls the method, its frame class being one that was made for a certain ABI. */
    private static Object call(int abi) throws ReflectiveOperationException {
        Map<String, byte[]> classes = new TreeMap<>(MADE.classFiles());
        ClassNode frame = MADE.node(FRAME);
        MethodNode initialiser = frame.methods.stream()
                .filter(method -> method.name.equals("<clinit>"))
                .findFirst()
                .orElseThrow();
        initialiser.instructions.forEach(instruction -> {
            if (instruction instanceof InsnNode number && number.getOpcode() == Opcodes.ICONST_0 + AsyncFrame.ABI) {
                initialiser.instructions.set(number, new IntInsnNode(Opcodes.BIPUSH, abi));
            }
        });
        ClassWriter out = new ClassWriter(0);
        frame.accept(out);
        classes.put(FRAME, out.toByteArray());
        Method one = Class.forName("p.Old", true, new MemoryLoader(classes)).getMethod("one");
        return one.invoke(null);
    }
}

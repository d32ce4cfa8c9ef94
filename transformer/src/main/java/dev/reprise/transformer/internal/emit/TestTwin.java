package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.TestNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import java.util.ArrayList;
import java.util.Objects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the method that JUnit calls in place of a test that returns a coroutine, since JUnit takes only those that return
 * nothing.
 *
 * <pre>{@code
 * void name(parameters) {
 *     AsyncTests.runTwin(this.name(parameters));
 * }
 * }</pre>
 *
 * <p>The twin has all annotations of the test. The test itself becomes synthetic: by its name, JUnit and those who select
 * tests find only the twin.
 *
 * <p>The two differ in what the JVM links by, the descriptor. By its signature, which only compilers read, the twin returns
 * the coroutine: a subclass that is compiled against the class file may override the test and call it, and what it overrides
 * and calls is the test.
 */
final class TestTwin {

    private TestTwin() {}

    /** Returns the twin of a test, and hides the test's own stub. */
    static MethodNode emit(AsyncMethod method, MethodNode stub) {
        MethodNode twin = new MethodNode(
                Opcodes.ASM9,
                stub.access,
                stub.name,
                Type.getMethodDescriptor(Type.VOID_TYPE, Type.getArgumentTypes(stub.desc)),
                Objects.requireNonNullElse(stub.signature, stub.desc),
                stub.exceptions.toArray(new String[0]));
        moveAnnotations(stub, twin);
        emitCode(method, stub, twin);
        stub.access |= Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE;
        return twin;
    }

    private static void moveAnnotations(MethodNode stub, MethodNode twin) {
        twin.parameters = stub.parameters;
        twin.visibleAnnotations = stub.visibleAnnotations;
        stub.visibleAnnotations = null;
        twin.invisibleAnnotations = new ArrayList<>(stub.invisibleAnnotations); // it is marked as generated
        twin.visibleTypeAnnotations = stub.visibleTypeAnnotations;
        twin.invisibleTypeAnnotations = stub.invisibleTypeAnnotations;
        twin.visibleParameterAnnotations = stub.visibleParameterAnnotations;
        twin.invisibleParameterAnnotations = stub.invisibleParameterAnnotations;
        twin.visibleAnnotableParameterCount = stub.visibleAnnotableParameterCount;
        twin.invisibleAnnotableParameterCount = stub.invisibleAnnotableParameterCount;
    }

    private static void emitCode(AsyncMethod method, MethodNode stub, MethodNode twin) {
        int slot = 0;
        if (!method.isStatic()) {
            twin.visitVarInsn(Opcodes.ALOAD, slot++);
        }
        for (Type argument : Type.getArgumentTypes(stub.desc)) {
            twin.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            slot += argument.getSize();
        }
        twin.visitMethodInsn(callOf(method), method.owner().name, stub.name, stub.desc, method.isInInterface());
        twin.visitMethodInsn(
                Opcodes.INVOKESTATIC, TestNames.TESTS, TestNames.RUN_TWIN, TestNames.RUN_TWIN_DESCRIPTOR, false);
        twin.visitInsn(Opcodes.RETURN);
        StackAndLocals.ofArguments(twin, Math.max(slot, 1));
    }

    private static int callOf(AsyncMethod method) {
        if (method.isStatic()) {
            return Opcodes.INVOKESTATIC;
        }
        if ((method.method().access & Opcodes.ACC_PRIVATE) != 0) {
            return Opcodes.INVOKESPECIAL;
        }
        return method.isInInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    }
}

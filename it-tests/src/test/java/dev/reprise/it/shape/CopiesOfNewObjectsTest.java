package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.support.Transformation;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.Options;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files may copy an object under construction in ways that javac never does; each is written here by hand. */
class CopiesOfNewObjectsTest {

    private static final String BUILDER = "java/lang/StringBuilder";

    /** Returns a class with an {@code @Async} method that begins with NEW and returns the text of a builder. */
    private static byte[] classWith(Consumer<MethodVisitor> copies, Consumer<MethodVisitor> afterConstructor) {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        out.visit(Opcodes.V17, Opcodes.ACC_SUPER, "Made", null, "java/lang/Object", null);
        out.visitSource("Made.hand", null);
        MethodVisitor code = out.visitMethod(Opcodes.ACC_STATIC, "make", "()Ldev/reprise/Coroutine;", null, null);
        code.visitAnnotation("Ldev/reprise/Async;", false).visitEnd();
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, BUILDER);
        copies.accept(code);
        code.visitLdcInsn("awaited");
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/reprise/it/support/Later",
                "of",
                "(Ljava/lang/Object;)Ldev/reprise/Coroutine;",
                false);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/reprise/Coroutine",
                "await",
                "(Ldev/reprise/Awaitable;)Ljava/lang/Object;",
                false);
        code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "(Ljava/lang/String;)V", false);
        afterConstructor.accept(code);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/reprise/Coroutine",
                "of",
                "(Ljava/lang/Object;)Ldev/reprise/Coroutine;",
                false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        out.visitEnd();
        return out.toByteArray();
    }

    private static void append(MethodVisitor code, String text) {
        code.visitLdcInsn(text);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(Ljava/lang/String;)Ljava/lang/StringBuilder;", false);
        code.visitInsn(Opcodes.POP);
    }

    private static void assertMakes(
            String expected, Consumer<MethodVisitor> copies, Consumer<MethodVisitor> afterConstructor) {
        Transformation made = Transformation.of(Map.of("Made", classWith(copies, afterConstructor)));
        assertEquals(expected, made.run("Made", "make"));
    }

    @Test
    void aCopyInAVariableIsTheObjectAfterTheConstructor() {
        assertMakes(
                "awaited, again",
                code -> {
                    code.visitInsn(Opcodes.DUP);
                    code.visitInsn(Opcodes.DUP);
                    code.visitVarInsn(Opcodes.ASTORE, 3);
                },
                code -> {
                    code.visitVarInsn(Opcodes.ALOAD, 3);
                    append(code, ", again");
                });
    }

    @Test
    void theOnlyCopyMayBeInAVariable() {
        assertMakes(
                "awaited",
                code -> {
                    code.visitVarInsn(Opcodes.ASTORE, 1);
                    code.visitVarInsn(Opcodes.ALOAD, 1);
                },
                code -> code.visitVarInsn(Opcodes.ALOAD, 1));
    }

    @Test
    void severalCopiesMayLieOnTheStack() {
        assertMakes(
                "awaited and one and two",
                code -> {
                    code.visitInsn(Opcodes.DUP);
                    code.visitInsn(Opcodes.DUP2);
                },
                code -> {
                    append(code, " and one");
                    append(code, " and two");
                });
    }

    @Test
    void aCopyMayBeSwappedWithAnotherValue() {
        assertMakes(
                "awaited7",
                code -> {
                    code.visitIntInsn(Opcodes.BIPUSH, 7);
                    code.visitInsn(Opcodes.SWAP);
                    code.visitInsn(Opcodes.DUP_X1);
                    code.visitInsn(Opcodes.POP);
                    code.visitVarInsn(Opcodes.ISTORE, 0);
                    code.visitInsn(Opcodes.DUP);
                },
                code -> {
                    code.visitVarInsn(Opcodes.ILOAD, 0);
                    code.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(I)Ljava/lang/StringBuilder;", false);
                });
    }

    @Test
    void aCopyBelowAnotherValueIsRefused() {
        byte[] classFile = classWith(
                code -> {
                    code.visitInsn(Opcodes.DUP);
                    code.visitLdcInsn("between");
                    code.visitInsn(Opcodes.SWAP);
                },
                code -> code.visitInsn(Opcodes.POP));
        AsyncTransformer.Result result = new AsyncTransformer(Options.defaults()).transform(classFile);
        assertTrue(result.hasErrors());
        List<Diagnostic> diagnostics = result.diagnostics();
        assertEquals(1, diagnostics.size());
        assertEquals("make", diagnostics.get(0).method());
        assertTrue(diagnostics.get(0).message().contains("no known compiler"), diagnostics::toString);
        assertTrue(diagnostics.get(0).remedy().contains("local variable before the new"), diagnostics::toString);
    }
}

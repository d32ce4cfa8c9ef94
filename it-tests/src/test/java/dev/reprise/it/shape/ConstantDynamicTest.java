package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Transformation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LdcInsnNode;

/** Constants that a bootstrap method computes, which javac hardly writes: as operands, across awaits, as arguments. */
class ConstantDynamicTest {

    private static final String SOURCE = """
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.lang.invoke.*;
            import java.util.*;
            public class Constants {
                static final List<String> MADE = new ArrayList<>();

                public static Object bootstrap(MethodHandles.Lookup lookup, String name, Class<?> type) {
                    MADE.add(name);
                    return switch (name) {
                        case "text" -> "constant";
                        case "ints" -> new int[] {1, 2};
                        case "wide" -> 1L << 40;
                        case "small" -> 7;
                        case "real" -> 2.5;
                        default -> throw new AssertionError(name);
                    };
                }

                // each of these calls becomes the constant of its name
                static native String text();
                static native int[] ints();
                static native long wide();
                static native int small();
                static native double real();

                @Async static Coroutine<String> body() {
                    int[] kept = ints();
                    String below = text() + (wide() + await(Later.of(2L))) + new StringBuilder(text() + await(Later.of(3)));
                    double sum = real() + (small() * await(Later.of(4)) + wide());
                    return Coroutine.of(below + sum + kept[await(Later.of(small() - 6))] + (kept == ints()));
                }

                @Async static Coroutine<String> constructed() {
                    try {
                        return Coroutine.of(new StringBuilder(text()).append(await(Later.of(wide()))).toString());
                    } finally {
                        MADE.add("finally " + text().length() + await(Later.of(small())));
                    }
                }
            }
            """;

    private static final Transformation MADE = Transformation.of(withConstants(InMemoryCompiler.compile(SOURCE)));

    @Test
    void constantsOfEachKindLieOnTheStackAndInLocalsAcrossAwaits() {
        long wide = 1L << 40;
        String below = "constant" + (wide + 2) + "constant3";
        assertEquals(below + (2.5 + (7 * 4 + wide)) + 2 + true, MADE.run("Constants", "body"));
    }

    @Test
    void constantsAreArgumentsOfConstructorsAndReadInFinally() {
        assertEquals("constant" + (1L << 40), MADE.run("Constants", "constructed"));
    }

    @Test
    void theBodyStillHasTheConstants() {
        int constants = 0;
        for (var instruction : MADE.method("Constants", "lambda$body").instructions) {
            if (instruction instanceof LdcInsnNode load && load.cst instanceof ConstantDynamic) {
                constants++;
            }
        }
        assertEquals(9, constants);
    }

    /** Replaces each call of a native method by the constant that its name and type tell. */
    private static Map<String, byte[]> withConstants(Map<String, byte[]> compiled) {
        ClassReader reader = new ClassReader(Objects.requireNonNull(compiled.get("Constants")));
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return loadingConstants(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        Map<String, byte[]> replaced = new TreeMap<>(compiled);
        replaced.put("Constants", writer.toByteArray());
        return replaced;
    }

    private static MethodVisitor loadingConstants(MethodVisitor out) {
        String descriptor = MethodType.methodType(Object.class, MethodHandles.Lookup.class, String.class, Class.class)
                .toMethodDescriptorString();
        Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "Constants", "bootstrap", descriptor, false);
        return new MethodVisitor(Opcodes.ASM9, out) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String type, boolean itf) {
                if (owner.equals("Constants") && type.startsWith("()")) {
                    super.visitLdcInsn(new ConstantDynamic(name, type.substring(2), bootstrap));
                } else {
                    super.visitMethodInsn(opcode, owner, name, type, itf);
                }
            }
        };
    }
}

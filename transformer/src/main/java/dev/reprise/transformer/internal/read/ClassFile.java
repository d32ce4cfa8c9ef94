package dev.reprise.transformer.internal.read;

import dev.reprise.transformer.internal.asm.RuntimeNames;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** A parsed class file. */
public final class ClassFile {

    /** Java 8, the first version whose StackMapTable the transformer relies on everywhere. */
    public static final int OLDEST_VERSION = 52;

    private ClassFile() {}

    /**
     * Parses a class file.
     *
     * @throws IllegalArgumentException if it is none, or newer than ASM
     */
    public static ClassNode parse(byte[] bytes) {
        ClassNode node = new ClassNode();
        try {
            new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
        } catch (RuntimeException e) { // ASM has no exception of its own for malformed input
            throw new IllegalArgumentException("not a class file that can be read: " + e, e);
        }
        if (!"java/lang/Object".equals(node.superName)) {
            node.methods.forEach(method -> nameInheritedCalls(node, method));
        }
        return node;
    }

    /** In a hand-written coroutine the compiler names that class for what it inherits, {@code await} above all. */
    private static void nameInheritedCalls(ClassNode node, MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() == Opcodes.INVOKESTATIC
                    && instruction instanceof MethodInsnNode call
                    && call.owner.equals(node.name)
                    && RuntimeNames.isInheritable(call, node.superName)
                    && node.methods.stream().noneMatch(m -> m.name.equals(call.name) && m.desc.equals(call.desc))) {
                call.owner = RuntimeNames.COROUTINE;
            }
        }
    }

    /** Returns the major version. */
    public static int version(ClassNode node) {
        return node.version & 0xFFFF;
    }

    /** What a {@code @Transformed} mark says. */
    public record Mark(String version, int abi, String owner) {}

    /** Returns the mark of an earlier run, or null. */
    public static @Nullable Mark markOf(ClassNode node) {
        for (AnnotationNode annotation :
                Objects.requireNonNullElse(node.invisibleAnnotations, List.<AnnotationNode>of())) {
            if (annotation.desc.equals(RuntimeNames.TRANSFORMED_DESCRIPTOR)) {
                return new Mark(
                        (String) value(annotation, "version", ""), (Integer) value(annotation, "abi", 0), (String)
                                value(annotation, "owner", ""));
            }
        }
        return null;
    }

    private static Object value(AnnotationNode annotation, String name, Object otherwise) {
        int at = annotation.values == null ? -1 : annotation.values.indexOf(name);
        return at < 0 ? otherwise : annotation.values.get(at + 1);
    }
}

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

    /** Java 27, the newest version that ASM reads; of the one after it, ASM reads what previews have. */
    public static final int NEWEST_VERSION = 71;

    private ClassFile() {}

    /**
     * Parses a class file.
     *
     * @throws MalformedClassException if it is none, or too new
     */
    public static ClassNode parse(byte[] bytes) {
        ClassFileCheck.check(bytes);
        ClassNode node = new ClassNode();
        try {
            new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
        } catch (RuntimeException e) { // ASM has no exception of its own for what the check lets pass
            throw new MalformedClassException("the class file cannot be read: " + e);
        }
        if (node.superName != null && !node.superName.equals("java/lang/Object")) {
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

    /** Returns the internal name of the class in a file that cannot be parsed, or null if not even that can be read. */
    public static @Nullable String nameOf(byte[] bytes) {
        return ClassFileCheck.nameOf(bytes);
    }

    /** Returns the major version. */
    public static int version(ClassNode node) {
        return node.version & 0xFFFF;
    }

    /**
     * What a {@code @Transformed} mark says.
     *
     * @param bearer the class that has it
     * @param owner of a frame class, the class whose method it runs; else empty
     */
    public record Mark(String bearer, String version, int abi, String owner) {}

    /** Returns the mark of an earlier run, or null, also if the bytes cannot be parsed. */
    public static @Nullable Mark markOf(byte[] bytes) {
        try {
            return MentionScan.mentions(bytes, RuntimeNames.TRANSFORMED_DESCRIPTOR) ? markOf(parse(bytes)) : null;
        } catch (MalformedClassException e) {
            return null;
        }
    }

    /** Returns the mark of an earlier run, or null. */
    public static @Nullable Mark markOf(ClassNode node) {
        for (AnnotationNode annotation :
                Objects.requireNonNullElse(node.invisibleAnnotations, List.<AnnotationNode>of())) {
            if (annotation.desc.equals(RuntimeNames.TRANSFORMED_DESCRIPTOR)) {
                return new Mark(
                        node.name,
                        value(annotation, "version", String.class, ""),
                        value(annotation, "abi", Integer.class, 0),
                        value(annotation, "owner", String.class, ""));
            }
        }
        return null;
    }

    private static <T> T value(AnnotationNode annotation, String name, Class<T> type, T otherwise) {
        List<Object> values = Objects.requireNonNullElse(annotation.values, List.of());
        for (int i = 0; i + 1 < values.size(); i += 2) { // names and values take turns
            if (values.get(i).equals(name) && type.isInstance(values.get(i + 1))) {
                return type.cast(values.get(i + 1));
            }
        }
        return otherwise;
    }
}

package dev.reprise.transformer.internal.emit;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.SerialVersionUIDAdder;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * Keeps the default {@code serialVersionUID} that a class had before it was given a trampoline, which is not private and
 * so would change it (Java Object Serialization Specification, §4.6).
 */
final class SerialVersion {

    private static final String NAME = "serialVersionUID";

    private SerialVersion() {}

    /** Adds the field to a class that may be serializable and does not have it; the methods must be the original ones. */
    static void keep(ClassNode node) {
        int withoutOne = Opcodes.ACC_INTERFACE | Opcodes.ACC_ENUM | Opcodes.ACC_RECORD;
        boolean inheritsNothing = node.superName.equals("java/lang/Object") && node.interfaces.isEmpty();
        if ((node.access & withoutOne) != 0 || inheritsNothing || hasField(node)) {
            return;
        }
        Computation computation = new Computation();
        node.accept(computation);
        node.fields.add(new FieldNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
                NAME,
                "J",
                null,
                computation.value));
    }

    private static boolean hasField(ClassNode node) {
        return node.fields.stream().anyMatch(field -> field.name.equals(NAME));
    }

    private static final class Computation extends SerialVersionUIDAdder {

        private long value;

        Computation() {
            super(Opcodes.ASM9, new ClassVisitor(Opcodes.ASM9) {});
        }

        @Override
        protected void addSVUID(long svuid) {
            value = svuid;
        }
    }
}

package dev.reprise.transformer.internal.emit;

import java.util.stream.IntStream;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;

/** Passes on what names variables, with these where the body keeps them. */
final class SlotShift extends MethodVisitor {

    private final Slots slots;

    SlotShift(Slots slots, MethodVisitor out) {
        super(Opcodes.ASM9, out);
        this.slots = slots;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        super.visitVarInsn(opcode, slots.shifted(slot));
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
        super.visitIincInsn(slots.shifted(slot), increment);
    }

    @Override
    public AnnotationVisitor visitLocalVariableAnnotation(
            int typeRef,
            TypePath typePath,
            Label[] from,
            Label[] to,
            int[] variables,
            String descriptor,
            boolean visible) {
        int[] shifted = IntStream.of(variables).map(slots::shifted).toArray();
        return super.visitLocalVariableAnnotation(typeRef, typePath, from, to, shifted, descriptor, visible);
    }
}

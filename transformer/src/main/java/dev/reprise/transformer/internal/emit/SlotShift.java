package dev.reprise.transformer.internal.emit;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Passes instructions on with their variables where the body keeps them. */
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
}

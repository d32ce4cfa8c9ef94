package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.asm.RuntimeNames.FrameMethod;
import dev.reprise.transformer.internal.model.DirectResult;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes what depends on how a direct call returns its result.
 *
 * <p>Of the values of a primitive result none is free to say that the body is suspended: one that is unlikely says so if a
 * frame was handed over as well.
 */
final class ResultForm {

    private final DirectResult result;
    private final MethodVisitor out;

    ResultForm(DirectResult result, MethodVisitor out) {
        this.result = result;
        this.out = out;
    }

    void returnResult() {
        out.visitInsn(result.type().getOpcode(Opcodes.IRETURN));
    }

    void returnSuspended() {
        pushSuspended();
        returnResult();
    }

    private void pushSuspended() {
        switch (result) {
            case OBJECT ->
                out.visitFieldInsn(
                        Opcodes.GETSTATIC,
                        RuntimeNames.FRAME,
                        RuntimeNames.SUSPENDED,
                        RuntimeNames.SUSPENDED_DESCRIPTOR);
            case INT -> out.visitLdcInsn(RuntimeNames.SUSPENDED_INT);
            case LONG -> out.visitLdcInsn(RuntimeNames.SUSPENDED_LONG);
            case DOUBLE -> out.visitLdcInsn(RuntimeNames.SUSPENDED_DOUBLE);
        }
    }

    /** Jumps if the result on the stack is one; it stays there in any case. */
    void jumpIfEnded(Label ended, int baseSlot) {
        out.visitInsn(result.isWide() ? Opcodes.DUP2 : Opcodes.DUP);
        if (result == DirectResult.OBJECT) {
            pushSuspended();
            out.visitJumpInsn(Opcodes.IF_ACMPNE, ended);
        } else {
            out.visitVarInsn(Opcodes.ALOAD, baseSlot);
            Instructions.callFrame(out, isSuspended());
            out.visitJumpInsn(Opcodes.IFEQ, ended);
        }
    }

    private FrameMethod isSuspended() {
        return switch (result) {
            case INT -> RuntimeNames.IS_SUSPENDED_INT;
            case LONG -> RuntimeNames.IS_SUSPENDED_LONG;
            case DOUBLE -> RuntimeNames.IS_SUSPENDED_DOUBLE;
            case OBJECT -> throw new AssertionError("there is one object that says so, and is no result");
        };
    }

    void drop() {
        out.visitInsn(result.isWide() ? Opcodes.POP2 : Opcodes.POP);
    }

    void box() {
        if (result.isPrimitive()) {
            out.visitMethodInsn(Opcodes.INVOKESTATIC, result.box(), "valueOf", result.boxingDescriptor(), false);
        }
    }

    void unbox() {
        if (result.isPrimitive()) {
            out.visitTypeInsn(Opcodes.CHECKCAST, result.box());
            out.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, result.box(), result.unboxing(), result.unboxingDescriptor(), false);
        }
    }

    /** Returns what ends a step of the body. */
    FrameMethod ended() {
        return switch (result) {
            case OBJECT -> RuntimeNames.ENDED;
            case INT -> RuntimeNames.ENDED_WITH_INT;
            case LONG -> RuntimeNames.ENDED_WITH_LONG;
            case DOUBLE -> RuntimeNames.ENDED_WITH_DOUBLE;
        };
    }
}

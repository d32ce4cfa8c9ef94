package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.asm.RuntimeNames.FrameMethod;
import dev.reprise.transformer.internal.asm.ValueTypes;
import dev.reprise.transformer.internal.model.SavedValue;
import dev.reprise.transformer.internal.model.SuspendPoint;
import dev.reprise.transformer.internal.model.SuspendPoint.Kind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes what stands in the place of an {@code await}, a {@code suspend} or a returned coroutine.
 *
 * <p>In the comments, {@code S} are the operands below the awaited one; the stack is shown with its top to the right.
 */
final class SuspensionEmitter {

    private final MethodVisitor out;
    private final Slots slots;
    private final FrameAccess frame;
    private final int temporarySlot;

    SuspensionEmitter(MethodVisitor out, Slots slots, FrameAccess frame, int temporarySlot) {
        this.out = out;
        this.slots = slots;
        this.frame = frame;
        this.temporarySlot = temporarySlot;
    }

    /** The labels of a suspension. Between {@code gapStart} and {@code gapEnd} no exception range holds. */
    record Labels(Label gapStart, Label resume, Label gapEnd) {
        Labels() {
            this(new Label(), new Label(), new Label());
        }
    }

    void emit(SuspendPoint point, Labels labels) {
        switch (point.kind()) {
            case AWAIT -> emitAwait(point, labels);
            case SUSPEND, EMIT -> emitSuspend(point, labels);
            case TAIL -> emitTail(point, labels);
        }
    }

    private void emitAwait(SuspendPoint point, Labels labels) {
        awaitChild(RuntimeNames.BEGIN, point, labels, point.stackTypes());
        // take(child)                                                       S, result
        Instructions.callFrame(out, RuntimeNames.TAKE);
    }

    private void emitTail(SuspendPoint point, Labels labels) {
        dropBelow(point.stackTypes());
        awaitChild(RuntimeNames.BEGIN_TAIL, point, labels, List.of());
        // frame.owner = null; ... return finishWith(child, frame);
        frame.clearAtEnd(point.dead());
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.FINISH_WITH);
        out.visitInsn(Opcodes.IRETURN);
    }

    private void awaitChild(FrameMethod begin, SuspendPoint point, Labels labels, List<Object> below) {
        Label ended = new Label();
        // child = begin(awaitable, frame);                                  S, child
        frame.loadFrame();
        Instructions.callFrame(out, begin);
        // if (isPending(child)) {                                           S, child
        out.visitInsn(Opcodes.DUP);
        Instructions.callFrame(out, RuntimeNames.IS_PENDING);
        out.visitJumpInsn(Opcodes.IFEQ, ended);
        out.visitLabel(labels.gapStart());
        //     suspendOn(child, frame, number);                              S
        frame.loadFrame();
        Instructions.pushInt(out, point.number());
        Instructions.callFrame(out, RuntimeNames.SUSPEND_ON);
        leaveAndReturn(point, labels);
        // child = resumed(frame);                                           S, child
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.RESUMED);
        out.visitLabel(ended);
        visitFrame(point.localTypes(), withChild(below));
    }

    private void emitSuspend(SuspendPoint point, Labels labels) {
        // suspendWith(value, frame, number);                                S
        frame.loadFrame();
        Instructions.pushInt(out, point.number());
        Instructions.callFrame(out, RuntimeNames.SUSPEND_WITH);
        out.visitLabel(labels.gapStart());
        leaveAndReturn(point, labels);
        // received(frame)                                                   S, sent
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.RECEIVED);
    }

    private void leaveAndReturn(SuspendPoint point, Labels labels) {
        // frame.x = S; frame.y = local; ... return true, or false           (empty)
        for (int i = point.stack().size() - 1; i >= 0; i--) {
            frame.saveStackTop(point.stack().get(i));
        }
        point.changed().forEach(frame::saveLocal);
        point.dead().forEach(frame::clear);
        out.visitInsn(point.kind() == Kind.EMIT ? Opcodes.ICONST_0 : Opcodes.ICONST_1);
        out.visitInsn(Opcodes.IRETURN);
        // resumeN: local = frame.y; S = frame.x; ...                        S
        out.visitLabel(labels.resume());
        out.visitFrame(Opcodes.F_NEW, slots.argumentsOnly().length, slots.argumentsOnly(), 0, new Object[0]);
        point.locals().forEach(frame::restoreLocal);
        for (SavedValue value : point.stack()) {
            frame.restoreStackTop(value);
        }
        out.visitLabel(labels.gapEnd());
    }

    /** Leaves only the top of the stack, as a return does with what lies below. */
    private void dropBelow(List<Object> below) {
        if (below.isEmpty()) {
            return;
        }
        out.visitVarInsn(Opcodes.ASTORE, temporarySlot);
        for (int i = below.size() - 1; i >= 0; i--) {
            out.visitInsn(ValueTypes.isWide(below.get(i)) ? Opcodes.POP2 : Opcodes.POP);
        }
        out.visitVarInsn(Opcodes.ALOAD, temporarySlot);
    }

    private void visitFrame(List<Object> locals, List<Object> stack) {
        Object[] frameLocals = slots.frameLocals(locals);
        out.visitFrame(Opcodes.F_NEW, frameLocals.length, frameLocals, stack.size(), stack.toArray());
    }

    private static List<Object> withChild(List<Object> stack) {
        List<Object> all = new ArrayList<>(stack);
        all.add(RuntimeNames.COROUTINE);
        return all;
    }
}

package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.asm.ValueTypes;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.FusedCall;
import dev.reprise.transformer.internal.model.SavedValue;
import dev.reprise.transformer.internal.model.SuspendPoint;
import dev.reprise.transformer.internal.model.SuspendPoint.Kind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Writes what stands in the place of an {@code await}, a {@code suspend} or a returned coroutine.
 *
 * <p>In the comments, {@code S} are the operands below the awaited one; the stack is shown with its top to the right.
 */
final class SuspensionEmitter {

    private static final Handle LINK = new Handle(
            Opcodes.H_INVOKESTATIC, RuntimeNames.LINKED_CALL, RuntimeNames.LINK, RuntimeNames.LINK_DESCRIPTOR, false);

    private final MethodVisitor out;
    private final Slots slots;
    private final FrameAccess frame;
    private final BodyForm form;
    private final int temporarySlot;

    SuspensionEmitter(MethodVisitor out, Slots slots, FrameAccess frame, BodyForm form, int temporarySlot) {
        this.out = out;
        this.slots = slots;
        this.frame = frame;
        this.form = form;
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
        awaitOne(point, labels, point.stackTypes());
        FusedCall call = point.call();
        if (call != null && call.boxed()) {
            new ResultForm(call.result(), out).box();
        } else if (Instructions.straightAfter(point.instruction()) instanceof FrameNode) {
            out.visitInsn(Opcodes.NOP); // there is a frame here already
        }
    }

    private void emitTail(SuspendPoint point, Labels labels) {
        dropBelow(point.stackTypes());
        awaitOne(point, labels, List.of());
        FusedCall call = point.call();
        if (call != null) {
            new ResultForm(call.result(), out).box();
        }
        form.finish(point.dead());
    }

    private void awaitOne(SuspendPoint point, Labels labels, List<Object> below) {
        FusedCall call = point.call();
        if (call == null) {
            awaitOperand(point, labels, below);
        } else {
            callBody(call, point, labels, below);
        }
    }

    /**
     * Awaits what is on the stack. What has ended at once is asked for its result by a code of its own, so that the JIT knows what
     * it is, and need not make it.
     */
    private void awaitOperand(SuspendPoint point, Labels labels, List<Object> below) {
        Label ended = new Label();
        Label end = new Label();
        List<Object> result = with("java/lang/Object", below);
        // pending = begin(awaitable, ...);                                  S, awaitable, pending
        out.visitInsn(Opcodes.DUP);
        form.begin(point.kind() == Kind.TAIL);
        // if (pending != null) {                                            S, awaitable, pending
        out.visitInsn(Opcodes.DUP);
        out.visitJumpInsn(Opcodes.IFNULL, ended);
        out.visitLabel(labels.gapStart());
        //     suspendOn(pending, frame, number);                            S
        out.visitInsn(Opcodes.SWAP);
        out.visitInsn(Opcodes.POP);
        form.suspendOn(point);
        leaveAndReturn(point, labels);
        resume();
        out.visitJumpInsn(Opcodes.GOTO, end);
        // } else { result = resultOf(awaitable, ...); }                     S, result
        out.visitLabel(ended);
        visitFrame(point.localTypes(), with("java/lang/Object", result));
        out.visitInsn(Opcodes.POP);
        form.resultOf();
        out.visitLabel(end);
        visitFrame(point.localTypes(), result);
    }

    /** Writes {@code result = take(resumed(frame));}. */
    private void resume() {
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.RESUMED);
        Instructions.callFrame(out, RuntimeNames.TAKE);
    }

    /** Writes the call of a body in the place of the call of its method, whose arguments are on the stack. */
    private void callBody(FusedCall call, SuspendPoint point, Labels labels, List<Object> below) {
        Label ended = new Label();
        ResultForm result = new ResultForm(call.result(), out);
        // result = body(arguments, base, deeper(at));                       S, result
        form.loadNestedCall();
        call(call);
        // if (result == SUSPENDED) {                                        S, result
        result.jumpIfEnded(ended, slots.base());
        out.visitLabel(labels.gapStart());
        //     suspendOn(handedOver(base), frame, number);                   S
        result.drop();
        out.visitVarInsn(Opcodes.ALOAD, slots.base());
        Instructions.callFrame(out, RuntimeNames.HANDED_OVER);
        form.suspendOn(point);
        leaveAndReturn(point, labels);
        // result = take(resumed(frame));                                    S, result
        resume();
        result.unbox();
        out.visitLabel(ended);
        visitFrame(point.localTypes(), with(call.result().verificationType(), below));
    }

    private void call(FusedCall call) {
        AsyncMethod callee = call.callee();
        if (callee == null) {
            MethodInsnNode method = call.instruction();
            out.visitInvokeDynamicInsn(
                    method.name,
                    AsyncMethod.directDescriptor(method.desc, call.result()),
                    LINK,
                    Type.getObjectType(method.owner));
        } else {
            out.visitMethodInsn(
                    callee.isStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
                    callee.owner().name,
                    callee.bodyName(),
                    callee.bodyDescriptor(),
                    callee.isInInterface());
        }
    }

    private void emitSuspend(SuspendPoint point, Labels labels) {
        // suspendWith(value, frame, number);                                S
        form.suspendWith(point);
        out.visitLabel(labels.gapStart());
        leaveAndReturn(point, labels);
        // received(frame)                                                   S, sent
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.RECEIVED);
    }

    private void leaveAndReturn(SuspendPoint point, Labels labels) {
        // frame.x = S; frame.y = local; ... return                          (empty)
        for (int i = point.stack().size() - 1; i >= 0; i--) {
            frame.saveStackTop(point.stack().get(i));
        }
        point.changed().forEach(frame::saveLocal);
        point.dead().forEach(frame::clear);
        form.leave(point);
        // resumeN: local = frame.y; S = frame.x; ...                        S
        out.visitLabel(labels.resume());
        Object[] locals = slots.withoutVariables();
        out.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
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

    private static List<Object> with(Object top, List<Object> stack) {
        List<Object> all = new ArrayList<>(stack);
        all.add(top);
        return all;
    }
}

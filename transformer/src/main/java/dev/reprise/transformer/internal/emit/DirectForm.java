package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.emit.SuspensionEmitter.Labels;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.SuspendPoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A body that another one can call directly, in the place of an await: until it is suspended it needs no frame.
 *
 * <pre>{@code
 * private Object body(parameters, AsyncFrame base, int at) {
 *     Frame frame = null;
 *     if (at < -1) goto start;              // called directly
 *     if (at < 0) {                         // the same, nested too deep: the driver is to begin it
 *         handOver(this.method(parameters), base);
 *         return SUSPENDED;
 *     }
 *     frame = (Frame) base;                 // entered by the driver, at a point
 *     at = nesting(frame);
 *     switch (at) { case 0: goto first; case 1: goto resume1; ... }
 * first:
 *     parameter = frame.l0; ...
 * start:
 *     ...
 *     return result;
 * }
 * }</pre>
 */
final class DirectForm implements BodyForm {

    private final MethodPlan plan;
    private final AsyncMethod method;
    private final Slots slots;
    private final FrameAccess frame;
    private final ResultForm result;
    private final MethodVisitor out;

    DirectForm(MethodPlan plan, Slots slots, FrameAccess frame, MethodVisitor out) {
        this.plan = plan;
        this.method = plan.method();
        this.slots = slots;
        this.frame = frame;
        this.result = new ResultForm(Objects.requireNonNull(method.direct()), out);
        this.out = out;
    }

    @Override
    public void enter(Map<SuspendPoint, Labels> points) {
        Label start = new Label();
        // frame = null; if (at < -1) goto start
        out.visitInsn(Opcodes.ACONST_NULL);
        out.visitVarInsn(Opcodes.ASTORE, slots.frame());
        out.visitVarInsn(Opcodes.ILOAD, slots.at());
        if (points.isEmpty()) {
            // what awaits nothing cannot nest further
            out.visitJumpInsn(Opcodes.IFLT, start);
        } else {
            out.visitInsn(Opcodes.ICONST_M1);
            out.visitJumpInsn(Opcodes.IF_ICMPLT, start);
            leaveToDriver();
        }
        // frame = (Frame) base
        out.visitVarInsn(Opcodes.ALOAD, slots.base());
        out.visitTypeInsn(Opcodes.CHECKCAST, method.frameClass());
        out.visitVarInsn(Opcodes.ASTORE, slots.frame());
        if (!points.isEmpty()) {
            // int point = at; at = nesting(frame); switch (point) { ... }
            Label first = plan.entry().isEmpty() ? start : new Label();
            out.visitVarInsn(Opcodes.ILOAD, slots.at());
            frame.loadFrame();
            Instructions.callFrame(out, RuntimeNames.NESTING);
            out.visitVarInsn(Opcodes.ISTORE, slots.at());
            dispatch(first, points, out);
            if (first != start) {
                out.visitLabel(first);
                visitFrame(slots.withParameters());
            }
        }
        plan.entry().forEach(frame::restoreLocal);
        out.visitLabel(start);
        visitFrame(slots.withParameters());
        out.visitInsn(Opcodes.NOP); // a loop that begins the method has a frame of its own next
    }

    /** Writes the switch over the point on the stack. */
    static void dispatch(Label first, Map<SuspendPoint, Labels> points, MethodVisitor out) {
        Label[] targets = new Label[points.size() + 1];
        targets[0] = first;
        points.forEach((point, at) -> targets[point.number()] = at.resume());
        out.visitTableSwitchInsn(0, targets.length - 1, first, targets);
    }

    private void leaveToDriver() {
        Label framed = new Label();
        out.visitVarInsn(Opcodes.ILOAD, slots.at());
        out.visitJumpInsn(Opcodes.IFGE, framed);
        // handOver(this.method(parameters), base); return SUSPENDED
        int slot = 0;
        if (!method.isStatic()) {
            out.visitVarInsn(Opcodes.ALOAD, slot++);
        }
        for (Type parameter : Type.getArgumentTypes(method.method().desc)) {
            out.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
            slot += parameter.getSize();
        }
        out.visitMethodInsn(
                method.isStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
                method.owner().name,
                method.method().name,
                method.method().desc,
                method.isInInterface());
        out.visitVarInsn(Opcodes.ALOAD, slots.base());
        Instructions.callFrame(out, RuntimeNames.HAND_OVER);
        result.returnSuspended();
        out.visitLabel(framed);
        visitFrame(slots.withParameters());
    }

    @Override
    public void loadNestedCall() {
        // base, deeper(at)
        out.visitVarInsn(Opcodes.ALOAD, slots.base());
        out.visitVarInsn(Opcodes.ILOAD, slots.at());
        Instructions.callFrame(out, RuntimeNames.DEEPER);
    }

    @Override
    public void begin(boolean tail) {
        out.visitVarInsn(Opcodes.ALOAD, slots.base());
        out.visitVarInsn(Opcodes.ILOAD, slots.at());
        Instructions.callFrame(out, tail ? RuntimeNames.BEGIN_TAIL_BELOW : RuntimeNames.BEGIN_BELOW);
    }

    @Override
    public void resultOf() {
        out.visitVarInsn(Opcodes.ALOAD, slots.base());
        Instructions.callFrame(out, RuntimeNames.RESULT_OF);
    }

    @Override
    public void suspendOn(SuspendPoint point) {
        suspend(point, RuntimeNames.SUSPEND_ON);
    }

    @Override
    public void suspendWith(SuspendPoint point) {
        suspend(point, RuntimeNames.SUSPEND_WITH);
    }

    private void suspend(SuspendPoint point, RuntimeNames.FrameMethod suspend) {
        // frame = Frame.made(frame); frame.owner = this;                    S, what to suspend with
        frame.loadFrame();
        out.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                method.frameClass(),
                FrameClassEmitter.MADE,
                FrameClassEmitter.madeDescriptor(method),
                false);
        out.visitVarInsn(Opcodes.ASTORE, slots.frame());
        frame.saveOwner();
        // frame.y = local; ... those that a frame made at the call would hold already
        point.held().forEach(frame::saveLocal);
        // suspendOn(child, frame, number); handOver(frame, base);            S
        frame.loadFrame();
        Instructions.pushInt(out, point.number());
        Instructions.callFrame(out, suspend);
        frame.loadFrame();
        out.visitVarInsn(Opcodes.ALOAD, slots.base());
        Instructions.callFrame(out, RuntimeNames.HAND_OVER);
    }

    @Override
    public void leave(SuspendPoint point) {
        result.returnSuspended();
    }

    @Override
    public void finish(List<FrameField> left) {
        result.returnResult(); // the trampoline clears the frame, if there is one
    }

    @Override
    public void finishWith(List<FrameField> left) {
        Instructions.callFrame(out, RuntimeNames.TAKE);
        finish(left);
    }

    @Override
    public void finishUnreachable() {
        out.visitInsn(Opcodes.POP);
        result.returnSuspended();
    }

    private void visitFrame(Object[] locals) {
        out.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
    }
}

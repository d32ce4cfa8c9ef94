package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.emit.SuspensionEmitter.Labels;
import dev.reprise.transformer.internal.model.AsyncKind;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.SuspendPoint;
import dev.reprise.transformer.internal.model.SuspendPoint.Kind;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A body that the driver alone enters, by the trampoline; it always has its frame.
 *
 * <pre>{@code
 * private boolean body(Frame frame, int point) {
 *     switch (point) { case 0: goto start; case 1: goto resume1; ... }
 * start:
 *     parameter = frame.l0; ...
 *     ...
 * }
 * }</pre>
 */
final class SteppedForm implements BodyForm {

    private final MethodPlan plan;
    private final Slots slots;
    private final FrameAccess frame;
    private final MethodVisitor out;

    SteppedForm(MethodPlan plan, Slots slots, FrameAccess frame, MethodVisitor out) {
        this.plan = plan;
        this.slots = slots;
        this.frame = frame;
        this.out = out;
    }

    @Override
    public void enter(Map<SuspendPoint, Labels> points) {
        if (!points.isEmpty()) {
            // switch (point) { case 0: goto start; case 1: goto resume1; ... }
            Label start = new Label();
            out.visitVarInsn(Opcodes.ILOAD, slots.point());
            DirectForm.dispatch(start, points, out);
            out.visitLabel(start);
            Object[] locals = slots.withoutVariables();
            out.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
            out.visitInsn(Opcodes.NOP); // a loop that begins the method has a frame of its own next
        }
        plan.entry().forEach(frame::restoreLocal);
    }

    @Override
    public void loadNestedCall() {
        // frame, deeper(nesting(frame))
        frame.loadFrame();
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.NESTING);
        Instructions.callFrame(out, RuntimeNames.DEEPER);
    }

    @Override
    public void begin(boolean tail) {
        frame.loadFrame();
        Instructions.callFrame(out, tail ? RuntimeNames.BEGIN_TAIL : RuntimeNames.BEGIN);
    }

    @Override
    public void resultOf() {
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.RESULT_OF);
    }

    @Override
    public void suspendOn(SuspendPoint point) {
        frame.loadFrame();
        Instructions.pushInt(out, point.number());
        Instructions.callFrame(out, RuntimeNames.SUSPEND_ON);
    }

    @Override
    public void suspendWith(SuspendPoint point) {
        frame.loadFrame();
        Instructions.pushInt(out, point.number());
        Instructions.callFrame(out, RuntimeNames.SUSPEND_WITH);
    }

    @Override
    public void leave(SuspendPoint point) {
        out.visitInsn(point.kind() == Kind.EMIT ? Opcodes.ICONST_0 : Opcodes.ICONST_1);
        out.visitInsn(Opcodes.IRETURN);
    }

    @Override
    public void finish(List<FrameField> left) {
        frame.clearAtEnd(left);
        if (plan.method().kind() == AsyncKind.GENERATOR) {
            // return false; nothing is called with the frame, so that the JIT can see that nobody else has it
            finishUnreachable();
            return;
        }
        // frame.owner = null; ... return finish(result, frame)
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.FINISH);
        out.visitInsn(Opcodes.IRETURN);
    }

    @Override
    public void finishWith(List<FrameField> left) {
        // frame.owner = null; ... return finishWith(child, frame)
        frame.clearAtEnd(left);
        frame.loadFrame();
        Instructions.callFrame(out, RuntimeNames.FINISH_WITH);
        out.visitInsn(Opcodes.IRETURN);
    }

    @Override
    public void finishUnreachable() {
        out.visitInsn(Opcodes.POP);
        out.visitInsn(Opcodes.ICONST_0);
        out.visitInsn(Opcodes.IRETURN);
    }
}

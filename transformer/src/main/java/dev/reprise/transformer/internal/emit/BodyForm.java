package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.emit.SuspensionEmitter.Labels;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.SuspendPoint;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * How a body is entered, suspended and left: a {@link SteppedForm} by the driver alone, a {@link DirectForm} also by a call
 * from another body.
 *
 * <p>In the comments, {@code S} are the operands below the ones that matter; the stack is shown with its top to the right.
 */
interface BodyForm {

    static BodyForm of(MethodPlan plan, Slots slots, FrameAccess frame, MethodVisitor out) {
        return plan.method().direct() == null
                ? new SteppedForm(plan, slots, frame, out)
                : new DirectForm(plan, slots, frame, out);
    }

    /** Writes what stands before the method's own code: the dispatch to the points, and where the parameters come from. */
    void enter(Map<SuspendPoint, Labels> points);

    /** Pushes the base, and how deep a direct call from here is nested. */
    void loadNestedCall();

    /** Begins an await: {@code S, awaitable} becomes {@code S, pending}, which is null if it has ended. */
    void begin(boolean tail);

    /** Gets what an await that has ended came to: {@code S, awaitable} becomes {@code S, result}. */
    void resultOf();

    /** Suspends at the await of what is pending: {@code S, pending} becomes {@code S}. From here on there is a frame. */
    void suspendOn(SuspendPoint point);

    /** Suspends with a value: {@code S, value} becomes {@code S}. From here on there is a frame. */
    void suspendWith(SuspendPoint point);

    /** Leaves a body that has been suspended. */
    void leave(SuspendPoint point);

    /** Ends the body with the result on the stack; {@code left} are the reference fields that may still be filled. */
    void finish(List<FrameField> left);

    /** Ends the body with the result of the coroutine on the stack, which has ended. */
    void finishWith(List<FrameField> left);

    /** Writes an end that control never reaches, with a coroutine on the stack. */
    void finishUnreachable();
}

package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.emit.SuspensionEmitter.Labels;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.FrameShape;
import dev.reprise.transformer.internal.model.FusedCall;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.MethodPlan.Result;
import dev.reprise.transformer.internal.model.MovedCreation;
import dev.reprise.transformer.internal.model.SuspendPoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the body: the original instructions, entered through a dispatch, with a way out and back in at each suspension.
 * {@link SteppedForm} and {@link DirectForm} show what that is in Java.
 */
final class BodyEmitter {

    private final MethodPlan plan;
    private final MethodNode original;
    private final MethodNode body;
    private final Slots slots;
    private final BodyForm form;
    private final SuspensionEmitter suspensions;
    private final CreationEmitter creations;
    private final SlotShift shifted;
    private final Map<AbstractInsnNode, SuspendPoint> points = new HashMap<>();
    /** The calls that stand where their coroutines are awaited. */
    private final Set<AbstractInsnNode> fused = new HashSet<>();

    private final Map<SuspendPoint, Labels> labels = new LinkedHashMap<>();
    private final Regions regions;

    private BodyEmitter(MethodPlan plan) {
        this.plan = plan;
        this.original = plan.method().method();
        int visibility = plan.method().isLinked()
                ? original.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)
                : Opcodes.ACC_PRIVATE;
        int access = visibility | Opcodes.ACC_SYNTHETIC | (original.access & Opcodes.ACC_STATIC);
        this.body = new MethodNode(
                Opcodes.ASM9,
                access | (original.access & Opcodes.ACC_STRICT),
                plan.method().bodyName(),
                plan.method().bodyDescriptor(),
                null,
                null);
        this.slots = new Slots(plan.method());
        FrameAccess frame = new FrameAccess(plan, slots, body);
        this.form = BodyForm.of(plan, slots, frame, body);
        int temporarySlot = slots.shifted(Math.max(original.maxLocals, 1)) + 1;
        this.suspensions = new SuspensionEmitter(body, slots, frame, form, temporarySlot);
        this.creations = new CreationEmitter(body, slots, temporarySlot);
        this.shifted = new SlotShift(slots, body);
        for (SuspendPoint point : plan.points()) {
            points.put(point.instruction(), point);
            labels.put(point, new Labels());
            FusedCall call = point.call();
            if (call != null) {
                fused.add(call.instruction());
            }
        }
        this.regions = new Regions(plan, slots, labels);
    }

    static MethodNode emit(MethodPlan plan) {
        return new BodyEmitter(plan).emit();
    }

    private MethodNode emit() {
        form.enter(labels);
        for (AbstractInsnNode instruction : original.instructions) {
            emitInstruction(instruction);
        }
        regions.emitExceptionRanges(body);
        regions.emitVariables(body);
        StackAndLocals.ofBody(body, plan);
        emitVariableAnnotations(original.visibleLocalVariableAnnotations, true);
        emitVariableAnnotations(original.invisibleLocalVariableAnnotations, false);
        return body;
    }

    /** They keep the compiler's ranges: whoever reads them knows a variable by its slot and where it begins. */
    private void emitVariableAnnotations(@Nullable List<LocalVariableAnnotationNode> annotations, boolean visible) {
        if (annotations != null) {
            annotations.forEach(annotation -> annotation.accept(shifted, visible));
        }
    }

    private void emitInstruction(AbstractInsnNode instruction) {
        regions.markStart(instruction, body);
        SuspendPoint point = points.get(instruction);
        MovedCreation creation = plan.creations().get(instruction);
        Integer replacement = plan.replaced().get(instruction);
        if (point != null) {
            suspensions.emit(point, Objects.requireNonNull(labels.get(point)));
        } else if (fused.contains(instruction)) {
            body.visitInsn(Opcodes.NOP); // it may have a line of its own
        } else if (instruction instanceof FrameNode) {
            emitFrame(plan.frames().get(instruction));
        } else if (instruction.getOpcode() == Opcodes.ARETURN) {
            emitResult(plan.results().get(instruction), plan.left().getOrDefault(instruction, List.of()));
        } else if (creation != null) {
            creations.emit((MethodInsnNode) instruction, creation);
        } else if (replacement != null) {
            body.visitInsn(replacement);
        } else if (plan.removed().contains(instruction)) {
            emitRemains(instruction);
        } else {
            instruction.accept(shifted);
        }
    }

    private void emitFrame(@Nullable FrameShape shape) {
        if (shape != null) {
            Object[] locals = slots.frameLocals(shape.locals());
            body.visitFrame(
                    Opcodes.F_NEW,
                    locals.length,
                    locals,
                    shape.stack().size(),
                    shape.stack().toArray());
        }
    }

    /** Keeps a place for labels and frames, and of a NEW its effect. */
    private void emitRemains(AbstractInsnNode removed) {
        if (removed.getOpcode() == Opcodes.NEW) {
            removed.accept(body);
            body.visitInsn(Opcodes.POP);
        } else {
            body.visitInsn(Opcodes.NOP);
        }
    }

    private void emitResult(@Nullable Result result, List<FrameField> left) {
        if (result == null) {
            form.finishUnreachable(); // only the verifier sees it
            return;
        }
        boolean emptyGenerator =
                result == Result.COMPLETED && plan.method().kind().emits();
        if (emptyGenerator) {
            body.visitInsn(Opcodes.POP);
        }
        if (emptyGenerator || result == Result.NOTHING) {
            body.visitInsn(Opcodes.ACONST_NULL);
        }
        if (result == Result.COMPLETED && !emptyGenerator) {
            form.finishWith(left);
        } else {
            form.finish(left);
        }
    }
}

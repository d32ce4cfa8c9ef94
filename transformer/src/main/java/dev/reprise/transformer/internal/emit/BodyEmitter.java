package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.emit.SuspensionEmitter.Labels;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.FrameShape;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.MethodPlan.Result;
import dev.reprise.transformer.internal.model.MovedCreation;
import dev.reprise.transformer.internal.model.SuspendPoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the body: the original instructions, entered through a dispatch, with a way out and back in at each suspension.
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
final class BodyEmitter {

    private final MethodPlan plan;
    private final MethodNode original;
    private final MethodNode body;
    private final Slots slots;
    private final FrameAccess frame;
    private final SuspensionEmitter suspensions;
    private final CreationEmitter creations;
    private final SlotShift shifted;
    private final Map<AbstractInsnNode, SuspendPoint> points = new HashMap<>();
    private final Map<SuspendPoint, Labels> labels = new LinkedHashMap<>();
    private final Regions regions;

    private BodyEmitter(MethodPlan plan) {
        this.plan = plan;
        this.original = plan.method().method();
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | (original.access & Opcodes.ACC_STATIC);
        this.body = new MethodNode(
                Opcodes.ASM9,
                access | (original.access & Opcodes.ACC_STRICT),
                plan.method().bodyName(),
                plan.method().bodyDescriptor(),
                null,
                null);
        this.slots = new Slots(plan.method());
        this.frame = new FrameAccess(plan, slots, body);
        int temporarySlot = slots.shifted(Math.max(original.maxLocals, 1)) + 1;
        this.suspensions = new SuspensionEmitter(body, slots, frame, temporarySlot);
        this.creations = new CreationEmitter(body, slots, temporarySlot);
        this.shifted = new SlotShift(slots, body);
        for (SuspendPoint point : plan.points()) {
            points.put(point.instruction(), point);
            labels.put(point, new Labels());
        }
        this.regions = new Regions(plan, slots, labels);
    }

    static MethodNode emit(MethodPlan plan) {
        return new BodyEmitter(plan).emit();
    }

    private MethodNode emit() {
        emitDispatch();
        plan.entry().forEach(frame::restoreLocal);
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

    private void emitDispatch() {
        if (plan.points().isEmpty()) {
            return;
        }
        // switch (point) { case 0: goto start; case 1: goto resume1; ... }
        Label start = new Label();
        Label[] targets = new Label[plan.points().size() + 1];
        targets[0] = start;
        labels.forEach((point, at) -> targets[point.number()] = at.resume());
        body.visitVarInsn(Opcodes.ILOAD, slots.point());
        body.visitTableSwitchInsn(0, targets.length - 1, start, targets);
        body.visitLabel(start);
        body.visitFrame(Opcodes.F_NEW, slots.argumentsOnly().length, slots.argumentsOnly(), 0, new Object[0]);
        body.visitInsn(Opcodes.NOP); // a loop that begins the method has a frame of its own next
    }

    private void emitInstruction(AbstractInsnNode instruction) {
        regions.markStart(instruction, body);
        SuspendPoint point = points.get(instruction);
        MovedCreation creation = plan.creations().get(instruction);
        Integer replacement = plan.replaced().get(instruction);
        if (point != null) {
            suspensions.emit(point, Objects.requireNonNull(labels.get(point)));
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
            body.visitInsn(Opcodes.POP); // unreachable: only the verifier sees it
            body.visitInsn(Opcodes.ICONST_0);
            body.visitInsn(Opcodes.IRETURN);
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
        // frame.owner = null; ... return finish(value, frame), or finishWith(completed, frame)
        frame.clearAtEnd(left);
        frame.loadFrame();
        boolean unwraps = result == Result.COMPLETED && !emptyGenerator;
        Instructions.callFrame(body, unwraps ? RuntimeNames.FINISH_WITH : RuntimeNames.FINISH);
        body.visitInsn(Opcodes.IRETURN);
    }
}

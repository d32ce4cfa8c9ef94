package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.emit.SuspensionEmitter.Labels;
import dev.reprise.transformer.internal.model.SavedValue;
import dev.reprise.transformer.internal.model.SuspendPoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Splits what the original method says of stretches of its code, exception ranges and the scopes of variables, around
 * the gaps that the suspensions make in it. The order of the exception ranges is kept: the first that fits handles.
 */
final class Regions {

    private final MethodNode original;
    private final Slots slots;
    private final Map<AbstractInsnNode, SuspendPoint> points;
    private final Map<SuspendPoint, Labels> labels;
    private final Map<AbstractInsnNode, Label> afterStores = new HashMap<>();

    Regions(
            MethodNode original,
            Slots slots,
            Map<AbstractInsnNode, SuspendPoint> points,
            Map<SuspendPoint, Labels> labels) {
        this.original = original;
        this.slots = slots;
        this.points = points;
        this.labels = labels;
    }

    /** Marks the place after a store, where a variable may come back into scope. */
    void markAfterStore(VarInsnNode store, MethodVisitor out) {
        Label label = new Label();
        afterStores.put(store, label);
        out.visitLabel(label);
    }

    void emitExceptionRanges(MethodVisitor out) {
        for (TryCatchBlockNode range : original.tryCatchBlocks) {
            Label handler = range.handler.getLabel();
            Label start = range.start.getLabel();
            for (AbstractInsnNode i = range.start; i != range.end; i = i.getNext()) {
                SuspendPoint point = points.get(i);
                if (point != null) {
                    out.visitTryCatchBlock(start, labelsOf(point).gapStart(), handler, range.type);
                    start = labelsOf(point).gapEnd();
                }
            }
            out.visitTryCatchBlock(start, range.end.getLabel(), handler, range.type);
        }
    }

    void emitVariables(MethodVisitor out, Map<Integer, SavedValue> entry) {
        if (original.localVariables != null) {
            for (LocalVariableNode variable : original.localVariables) {
                emitVariable(out, variable, entry);
            }
        }
    }

    /** A variable's scope ends where the body is left, and starts again where it has been restored or next written. */
    private void emitVariable(MethodVisitor out, LocalVariableNode variable, Map<Integer, SavedValue> entry) {
        boolean always = variable.index < slots.frame();
        boolean isParameter = variable.start == firstLabel() && variable.index < parameterSlots();
        Label start = isParameter && !always && !entry.containsKey(variable.index) ? null : variable.start.getLabel();
        for (AbstractInsnNode i = variable.start; i != null && i != variable.end; i = i.getNext()) {
            SuspendPoint point = points.get(i);
            if (point != null && !always) {
                emitPiece(out, variable, start, labelsOf(point).gapStart());
                boolean restored = point.locals().stream().anyMatch(value -> value.slot() == variable.index);
                start = restored ? labelsOf(point).gapEnd() : null;
            } else if (start == null && afterStores.containsKey(i) && ((VarInsnNode) i).var == variable.index) {
                start = afterStores.get(i);
            }
        }
        emitPiece(out, variable, start, variable.end.getLabel());
    }

    private void emitPiece(MethodVisitor out, LocalVariableNode variable, @Nullable Label start, Label end) {
        if (start != null) {
            out.visitLocalVariable(
                    variable.name, variable.desc, variable.signature, start, end, slots.shifted(variable.index));
        }
    }

    private @Nullable LabelNode firstLabel() {
        return original.instructions.getFirst() instanceof LabelNode label ? label : null;
    }

    private int parameterSlots() {
        int sizes = org.objectweb.asm.Type.getArgumentsAndReturnSizes(original.desc) >> 2;
        return (original.access & Opcodes.ACC_STATIC) != 0 ? sizes - 1 : sizes;
    }

    private Labels labelsOf(SuspendPoint point) {
        return Objects.requireNonNull(labels.get(point));
    }
}

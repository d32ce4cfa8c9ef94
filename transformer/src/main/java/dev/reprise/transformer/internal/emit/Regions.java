package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.emit.SuspensionEmitter.Labels;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.SuspendPoint;
import dev.reprise.transformer.internal.model.VariableScope;
import dev.reprise.transformer.internal.model.VariableScope.Edge;
import dev.reprise.transformer.internal.model.VariableScope.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.TypeReference;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/**
 * Writes what holds for stretches of the body: the exception ranges, split around the gaps that the suspensions make, and
 * the scopes of the variables. The order of the exception ranges is kept: the first that fits handles.
 */
final class Regions {

    private final MethodPlan plan;
    private final Slots slots;
    private final Map<AbstractInsnNode, Labels> gaps;
    private final Map<AbstractInsnNode, Label> starts = new HashMap<>();

    Regions(MethodPlan plan, Slots slots, Map<SuspendPoint, Labels> labels) {
        this.plan = plan;
        this.slots = slots;
        this.gaps = new HashMap<>();
        labels.forEach((point, gap) -> gaps.put(point.instruction(), gap));
        for (VariableScope scope : plan.scopes()) {
            requestLabel(scope.from());
            requestLabel(scope.to());
        }
    }

    private void requestLabel(Edge edge) {
        if (edge.side() == Side.BEFORE) {
            starts.computeIfAbsent(edge.at(), at -> new Label());
        }
    }

    /** Marks the place before an instruction's code, if a scope begins or ends there. */
    void markStart(AbstractInsnNode instruction, MethodVisitor out) {
        Label label = starts.get(instruction);
        if (label != null) {
            out.visitLabel(label);
        }
    }

    void emitExceptionRanges(MethodVisitor out) {
        int emitted = 0;
        for (TryCatchBlockNode range : plan.method().method().tryCatchBlocks) {
            int first = emitted++;
            Label handler = range.handler.getLabel();
            Label start = range.start.getLabel();
            for (AbstractInsnNode i = range.start; i != range.end; i = i.getNext()) {
                Labels gap = gaps.get(i);
                if (gap != null) {
                    out.visitTryCatchBlock(start, gap.gapStart(), handler, range.type);
                    start = gap.gapEnd();
                    emitted++;
                }
            }
            out.visitTryCatchBlock(start, range.end.getLabel(), handler, range.type);
            int exception = TypeReference.newTryCatchReference(first).getValue();
            emitAnnotations(range.visibleTypeAnnotations, exception, true, out);
            emitAnnotations(range.invisibleTypeAnnotations, exception, false, out);
        }
    }

    private static void emitAnnotations(
            @Nullable List<TypeAnnotationNode> annotations, int exception, boolean visible, MethodVisitor out) {
        if (annotations != null) {
            for (TypeAnnotationNode type : annotations) {
                type.accept(out.visitTryCatchAnnotation(exception, type.typePath, type.desc, visible));
            }
        }
    }

    void emitVariables(MethodVisitor out) {
        for (VariableScope scope : plan.scopes()) {
            LocalVariableNode variable = scope.variable();
            out.visitLocalVariable(
                    variable.name,
                    variable.desc,
                    variable.signature,
                    label(scope.from()),
                    label(scope.to()),
                    slots.shifted(variable.index));
        }
    }

    private Label label(Edge edge) {
        return switch (edge.side()) {
            case BEFORE -> Objects.requireNonNull(starts.get(edge.at()));
            case LEAVING -> Objects.requireNonNull(gaps.get(edge.at())).gapStart();
            case RESTORED -> Objects.requireNonNull(gaps.get(edge.at())).gapEnd();
        };
    }
}

package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames.Intrinsic;
import dev.reprise.transformer.internal.asm.ValueTypes;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.CallableBodies;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.FrameShape;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.Problems;
import dev.reprise.transformer.internal.model.SavedValue;
import dev.reprise.transformer.internal.model.SuspendPoint;
import dev.reprise.transformer.internal.model.SuspendPoint.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Runs the analyses of one method, one after the other, and puts what they found into a plan. */
public final class PlanBuilder {

    private final AsyncMethod target;
    private final FusedCalls fusedCalls;
    private final Problems problems;
    private final ControlFlow flow;
    private final FrameTypes types;
    private final Liveness liveness;
    private final boolean thisIsFixed;
    private final boolean debug;

    private PlanBuilder(AsyncMethod target, CallableBodies bodies, Problems problems, boolean debug) {
        this.target = target;
        this.problems = problems;
        this.flow = new ControlFlow(target.method());
        this.types = FrameTypes.of(target);
        this.liveness =
                debug ? new Liveness(flow, ShownVariables.of(target.method(), flow, types)) : new Liveness(flow);
        this.thisIsFixed = !target.isStatic() && !storesToSlotZero();
        this.fusedCalls = new FusedCalls(target, bodies, flow);
        this.debug = debug;
    }

    /**
     * Returns the plan, or null if the method has errors; they have been reported then.
     *
     * @param bodies what an await can call directly
     * @param debug whether a suspension keeps what a debugger shows, besides what is read again
     */
    public static @Nullable MethodPlan build(
            AsyncMethod target, CallableBodies bodies, Problems problems, boolean debug) {
        return new PlanBuilder(target, bodies, problems, debug).plan();
    }

    private @Nullable MethodPlan plan() {
        MonitorCheck monitors = new MonitorCheck(flow);
        ReturnOrigins returns = new ReturnOrigins(target, flow, types, monitors, problems);
        Map<Integer, Kind> kinds = suspensions(returns);
        checkMonitors(monitors, kinds);
        UninitialisedValues uninitialised =
                new UninitialisedValues(target, flow, types, liveness, withOperands(kinds), problems);
        EmittedTypes.check(target, flow, types, problems);
        if (problems.refuses(target.method())) {
            return null;
        }

        FieldAllocator allocator = new FieldAllocator(NamedClasses.of(target));
        List<SavedValue> entry = allocator.place(parameters());
        Map<Integer, List<SavedValue>> saved = new HashMap<>();
        kinds.forEach((index, kind) -> saved.put(index, allocator.place(valuesAt(index, kind, uninitialised))));
        Set<Integer> always = suspendsAlways(kinds);
        DirtyFields dirty = new DirtyFields(flow, allocator.fields(), entry, saved, always);
        HeldValues held = debug ? HeldValues.none(flow) : new HeldValues(flow, entry, saved, always);
        List<SuspendPoint> points = new ArrayList<>();
        kinds.forEach((index, kind) -> points.add(point(
                points.size() + 1, index, kind, saved.getOrDefault(index, List.of()), dirty, held, uninitialised)));

        Set<AbstractInsnNode> removed = new HashSet<>(uninitialised.removed());
        removed.addAll(returns.dropped());
        Map<AbstractInsnNode, Integer> replaced = new HashMap<>(uninitialised.replaced());
        if (target.direct() != null && target.direct().isPrimitive()) {
            returns.results().keySet().forEach(end -> removed.add(Instructions.makerOfReturned(end)));
        }
        points.forEach(point -> FusedCalls.dropUnboxing(point, removed, replaced));
        return new MethodPlan(
                target,
                allocator.fields(),
                entry,
                points,
                frames(uninitialised),
                returns.results(),
                left(returns, dirty),
                removed,
                replaced,
                uninitialised.creations(),
                new VariableScopes(flow, entry, saved, thisIsFixed).of(target.method()));
    }

    /** Finds the places where the body can be suspended, in order. */
    private Map<Integer, Kind> suspensions(ReturnOrigins returns) {
        Map<Integer, Kind> kinds = new LinkedHashMap<>();
        for (int i = 0; i < flow.size(); i++) {
            AbstractInsnNode instruction = flow.instruction(i);
            Intrinsic intrinsic = Instructions.intrinsicCalledBy(instruction);
            if (types.before(i) == null) {
                continue; // unreachable
            }
            if (intrinsic != null) {
                kinds.put(i, kindOf(intrinsic));
            } else if (instruction.getOpcode() == Opcodes.ARETURN
                    && !returns.results().containsKey(instruction)) {
                kinds.put(i, Kind.TAIL);
            }
        }
        return kinds;
    }

    private Kind kindOf(Intrinsic intrinsic) {
        if (intrinsic == Intrinsic.AWAIT) {
            return Kind.AWAIT;
        }
        return intrinsic.emits() && target.kind().awaits() ? Kind.EMIT : Kind.SUSPEND;
    }

    private Map<AbstractInsnNode, List<FrameField>> left(ReturnOrigins returns, DirtyFields dirty) {
        Map<AbstractInsnNode, List<FrameField>> left = new HashMap<>();
        for (AbstractInsnNode end : returns.results().keySet()) {
            left.put(end, dirty.leftBehind(flow.indexOf(end), List.of()));
        }
        return left;
    }

    private static List<Integer> withOperands(Map<Integer, Kind> kinds) {
        return kinds.keySet().stream().filter(i -> kinds.get(i) != Kind.TAIL).toList();
    }

    private static Set<Integer> suspendsAlways(Map<Integer, Kind> kinds) {
        return kinds.keySet().stream()
                .filter(i -> kinds.get(i) == Kind.SUSPEND || kinds.get(i) == Kind.EMIT)
                .collect(Collectors.toSet());
    }

    private void checkMonitors(MonitorCheck monitors, Map<Integer, Kind> kinds) {
        for (int index : kinds.keySet()) {
            if (monitors.holdsMonitor(index)) {
                monitors.report(flow.instruction(index), target, problems);
            }
        }
    }

    /** The parameters that are read, in their slots. */
    private List<FieldAllocator.Value> parameters() {
        List<FieldAllocator.Value> values = new ArrayList<>();
        int slot = 0;
        if (!target.isStatic()) {
            addParameter(values, slot++, target.owner().name);
        }
        for (Type parameter : Type.getArgumentTypes(target.method().desc)) {
            addParameter(values, slot, ValueTypes.of(parameter));
            slot += parameter.getSize();
        }
        return values;
    }

    private void addParameter(List<FieldAllocator.Value> values, int slot, Object type) {
        if (isSaved(slot, 0)) {
            values.add(new FieldAllocator.Value(slot, type));
        }
    }

    private boolean isSaved(int slot, int index) {
        return liveness.isLive(slot, index) && !(slot == 0 && thisIsFixed);
    }

    private List<FieldAllocator.Value> valuesAt(int index, Kind kind, UninitialisedValues uninitialised) {
        List<FieldAllocator.Value> values = new ArrayList<>();
        if (kind == Kind.TAIL) {
            return values;
        }
        FrameTypes.State state = Objects.requireNonNull(types.before(index));
        for (int slot = 0; slot < state.locals().size(); slot++) {
            Object type = state.local(slot);
            if (isSaved(slot, index) && !type.equals(Opcodes.TOP) && !ValueTypes.isUninitialised(type)) {
                values.add(new FieldAllocator.Value(slot, type));
            }
        }
        for (Object type : stackBelowOperand(state, uninitialised)) {
            values.add(new FieldAllocator.Value(-1, type));
        }
        return values;
    }

    /** Returns the types on the stack by value, without the intrinsic's operand and without what moves away. */
    private List<Object> stackBelowOperand(FrameTypes.State state, UninitialisedValues uninitialised) {
        List<Object> values = remainingStack(state, uninitialised);
        return values.subList(0, values.size() - 1);
    }

    private static List<Object> remainingStack(FrameTypes.State state, UninitialisedValues uninitialised) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < state.stack().size(); i++) {
            Object type = state.stack().get(i);
            if (!uninitialised.isMoved(type)) {
                values.add(type);
            }
            if (ValueTypes.isWide(type)) {
                i++;
            }
        }
        return values;
    }

    private SuspendPoint point(
            int number,
            int index,
            Kind kind,
            List<SavedValue> saved,
            DirtyFields dirty,
            HeldValues held,
            UninitialisedValues uninitialised) {
        FrameTypes.State state = Objects.requireNonNull(types.before(index));
        AbstractInsnNode instruction = flow.instruction(index);
        List<SavedValue> locals =
                saved.stream().filter(value -> value.slot() >= 0).toList();
        return new SuspendPoint(
                number,
                kind,
                instruction,
                Instructions.lineOf(instruction),
                fusedCalls.at(
                        index, kind, stackBelowOperand(state, uninitialised).isEmpty()),
                saved.stream().filter(value -> value.slot() < 0).toList(),
                locals,
                locals.stream().filter(value -> !held.holds(value, index)).toList(),
                dirty.leftBehind(index, saved),
                kind == Kind.TAIL ? fixedLocals() : liveLocals(index, state, uninitialised),
                stackBelowOperand(state, uninitialised));
    }

    private List<Object> fixedLocals() {
        return thisIsFixed ? List.of(target.owner().name) : List.of();
    }

    /** Returns the types of the locals by slot, TOP for those that nobody reads again or whose creation moves. */
    private List<Object> liveLocals(int index, FrameTypes.State state, UninitialisedValues uninitialised) {
        List<Object> locals = new ArrayList<>();
        for (int slot = 0; slot < state.locals().size(); slot++) {
            Object type = state.local(slot);
            boolean isThis = slot == 0 && thisIsFixed;
            boolean isRead = liveness.isLive(slot, index) && !uninitialised.isMoved(type);
            locals.add(isThis || isRead ? type : Opcodes.TOP);
        }
        return locals;
    }

    private Map<FrameNode, FrameShape> frames(UninitialisedValues uninitialised) {
        Map<FrameNode, FrameShape> frames = new HashMap<>();
        for (int i = 0; i < flow.size(); i++) {
            FrameTypes.State state = types.before(i);
            if (flow.instruction(i) instanceof FrameNode frame && state != null) {
                frames.put(
                        frame,
                        new FrameShape(liveLocals(i, state, uninitialised), remainingStack(state, uninitialised)));
            }
        }
        return frames;
    }

    private boolean storesToSlotZero() {
        for (AbstractInsnNode instruction : target.method().instructions) {
            if (instruction instanceof VarInsnNode variable
                    && variable.var == 0
                    && variable.getOpcode() >= Opcodes.ISTORE) {
                return true;
            }
        }
        return false;
    }
}

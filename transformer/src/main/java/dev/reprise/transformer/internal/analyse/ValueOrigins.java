package dev.reprise.transformer.internal.analyse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Where a reference comes from: walks back from where it is used, on all ways, through the instructions that copy it.
 *
 * <p>It looks only at the instructions that can matter, so it costs little even in the largest methods, where a data flow
 * analysis of everything would need too much memory.
 */
final class ValueOrigins {

    /** A stack position counted from the bottom, or a local variable. */
    private record Place(boolean onStack, int number) {}

    /** The question what is in a place before an instruction, and whether the value then never was in a local. */
    private record Query(int index, Place place, boolean direct) {}

    /** The way on from a query to the one that asked for it, by a copy or, if null, without one. */
    private record Step(Query to, @Nullable AbstractInsnNode copy) {}

    /** All that a value may be. */
    static final class Origins {

        private final Map<AbstractInsnNode, Set<Query>> producers = new HashMap<>();
        private final Set<Query> parameters = new HashSet<>();
        private final Map<Query, Set<Step>> steps = new HashMap<>();

        /** Returns the instructions that made it; none for a parameter. */
        Set<AbstractInsnNode> producers() {
            return producers.keySet();
        }

        /** Returns the producers from which it may come without having been in a local variable. */
        Set<AbstractInsnNode> directProducers() {
            Set<AbstractInsnNode> direct = new HashSet<>();
            producers.forEach((producer, queries) -> {
                if (queries.stream().anyMatch(Query::direct)) {
                    direct.add(producer);
                }
            });
            return direct;
        }

        /** Returns the instructions that copied it on its ways from parameters and from the producers of a kind. */
        Set<AbstractInsnNode> copies(Predicate<AbstractInsnNode> kind) {
            Set<AbstractInsnNode> copies = new HashSet<>();
            Set<Query> seen = new HashSet<>();
            Deque<Query> pending = new ArrayDeque<>(parameters);
            producers.forEach((producer, queries) -> {
                if (kind.test(producer)) {
                    pending.addAll(queries);
                }
            });
            while (!pending.isEmpty()) {
                Query query = pending.pop();
                if (seen.add(query)) {
                    for (Step step : steps.getOrDefault(query, Set.of())) {
                        if (step.copy() != null) {
                            copies.add(step.copy());
                        }
                        pending.push(step.to());
                    }
                }
            }
            return copies;
        }
    }

    private final ControlFlow flow;
    private final FrameTypes types;
    private final List<List<Integer>> predecessors = new ArrayList<>();
    private final List<List<Integer>> throwers = new ArrayList<>();

    ValueOrigins(ControlFlow flow, FrameTypes types) {
        this.flow = flow;
        this.types = types;
        for (int i = 0; i < flow.size(); i++) {
            predecessors.add(new ArrayList<>(1));
            throwers.add(new ArrayList<>(0));
        }
        for (int i = 0; i < flow.size(); i++) {
            for (int successor : flow.successors(i)) {
                predecessors.get(successor).add(i);
            }
            for (int handler : flow.handlers(i)) {
                throwers.get(handler).add(i);
            }
        }
    }

    /** Traces the reference on top of the stack before an instruction that can be reached. */
    Origins ofStackTop(int index) {
        Origins origins = new Origins();
        Deque<Query> pending = new ArrayDeque<>();
        Query first = new Query(index, new Place(true, stackSize(index) - 1), true);
        origins.steps.put(first, new HashSet<>());
        pending.push(first);
        while (!pending.isEmpty()) {
            Query query = pending.pop();
            for (int predecessor : predecessors.get(query.index())) {
                if (types.before(predecessor) != null) {
                    goBack(predecessor, query, origins, pending);
                }
            }
            if (!query.place().onStack()) {
                for (int thrower : throwers.get(query.index())) {
                    ask(thrower, query.place(), null, query, origins, pending);
                }
                if (query.index() == 0) {
                    origins.parameters.add(query);
                }
            }
        }
        return origins;
    }

    private static void ask(
            int index,
            Place place,
            @Nullable AbstractInsnNode copy,
            Query asker,
            Origins origins,
            Deque<Query> pending) {
        Query query = new Query(index, place, asker.direct() && place.onStack());
        Set<Step> known = origins.steps.get(query);
        if (known == null) {
            known = new HashSet<>();
            origins.steps.put(query, known);
            pending.push(query);
        }
        known.add(new Step(asker, copy));
    }

    /** Asks where the value was before an instruction ran, or notes that this made it. */
    private void goBack(int index, Query after, Origins origins, Deque<Query> pending) {
        AbstractInsnNode instruction = flow.instruction(index);
        int opcode = instruction.getOpcode();
        Place place = after.place();
        if (!place.onStack()) {
            if (opcode == Opcodes.ASTORE && ((VarInsnNode) instruction).var == place.number()) {
                ask(index, new Place(true, stackSize(index) - 1), instruction, after, origins, pending);
            } else {
                ask(index, place, null, after, origins, pending);
            }
            return;
        }
        StackShuffle shuffle = StackShuffle.of(opcode);
        int moved = shuffle == null ? 0 : stackSize(index) - shuffle.operands();
        if (shuffle != null && place.number() >= moved) {
            Place source = new Place(true, moved + shuffle.originOf(place.number() - moved));
            ask(index, source, instruction, after, origins, pending);
        } else if (shuffle != null || place.number() < stackSize(after.index()) - 1 || !pushes(instruction)) {
            ask(index, place, null, after, origins, pending);
        } else if (opcode == Opcodes.ALOAD) {
            ask(index, new Place(false, ((VarInsnNode) instruction).var), instruction, after, origins, pending);
        } else if (opcode == Opcodes.CHECKCAST) {
            ask(index, place, instruction, after, origins, pending);
        } else {
            origins.producers
                    .computeIfAbsent(instruction, producer -> new HashSet<>())
                    .add(after);
        }
    }

    /** Tells whether an instruction, not a stack shuffle, puts a value on the stack (JVMS §6.5). */
    private static boolean pushes(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            return Type.getReturnType(call.desc).getSort() != Type.VOID;
        }
        if (instruction instanceof InvokeDynamicInsnNode) {
            return true;
        }
        int opcode = instruction.getOpcode();
        boolean stores = opcode >= Opcodes.ISTORE && opcode <= Opcodes.SASTORE;
        boolean branches = opcode >= Opcodes.IFEQ && opcode <= Opcodes.RETURN;
        return opcode > Opcodes.NOP
                && !stores
                && !branches
                && switch (opcode) {
                    case Opcodes.IINC,
                            Opcodes.PUTSTATIC,
                            Opcodes.PUTFIELD,
                            Opcodes.ATHROW,
                            Opcodes.MONITORENTER,
                            Opcodes.MONITOREXIT,
                            Opcodes.IFNULL,
                            Opcodes.IFNONNULL -> false;
                    default -> true;
                };
    }

    private int stackSize(int index) {
        return Objects.requireNonNull(types.before(index)).stack().size();
    }
}

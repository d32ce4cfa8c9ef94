package dev.reprise.transformer.internal.analyse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    /**
     * The instructions that a value went through.
     *
     * @param producers those that made it; none for a parameter
     * @param copies those that moved it
     */
    record Origins(Set<AbstractInsnNode> producers, Set<AbstractInsnNode> copies) {}

    /** A stack position counted from the bottom, or a local variable. */
    private record Place(boolean onStack, int number) {}

    private record Query(int index, Place place) {}

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
        Origins origins = new Origins(new HashSet<>(), new HashSet<>());
        Set<Query> seen = new HashSet<>();
        Deque<Query> pending = new ArrayDeque<>();
        ask(new Query(index, new Place(true, stackSize(index) - 1)), seen, pending);
        while (!pending.isEmpty()) {
            Query query = pending.pop();
            for (int predecessor : predecessors.get(query.index())) {
                if (types.before(predecessor) != null) {
                    Place before = before(predecessor, query, origins);
                    if (before != null) {
                        ask(new Query(predecessor, before), seen, pending);
                    }
                }
            }
            if (!query.place().onStack()) {
                for (int thrower : throwers.get(query.index())) {
                    ask(new Query(thrower, query.place()), seen, pending);
                }
            }
        }
        return origins;
    }

    private static void ask(Query query, Set<Query> seen, Deque<Query> pending) {
        if (seen.add(query)) {
            pending.push(query);
        }
    }

    /** Returns where the value was before an instruction ran, or null if that made it. */
    private @Nullable Place before(int index, Query after, Origins origins) {
        AbstractInsnNode instruction = flow.instruction(index);
        int opcode = instruction.getOpcode();
        Place place = after.place();
        if (!place.onStack()) {
            if (opcode == Opcodes.ASTORE && ((VarInsnNode) instruction).var == place.number()) {
                origins.copies().add(instruction);
                return new Place(true, stackSize(index) - 1);
            }
            return place;
        }
        StackShuffle shuffle = StackShuffle.of(opcode);
        if (shuffle != null) {
            int moved = stackSize(index) - shuffle.operands();
            if (place.number() < moved) {
                return place;
            }
            origins.copies().add(instruction);
            return new Place(true, moved + shuffle.originOf(place.number() - moved));
        }
        if (place.number() < stackSize(after.index()) - 1 || !pushes(instruction)) {
            return place;
        }
        if (opcode == Opcodes.ALOAD) {
            origins.copies().add(instruction);
            return new Place(false, ((VarInsnNode) instruction).var);
        }
        if (opcode == Opcodes.CHECKCAST) {
            origins.copies().add(instruction);
            return place;
        }
        origins.producers().add(instruction);
        return null;
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

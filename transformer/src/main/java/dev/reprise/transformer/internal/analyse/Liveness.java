package dev.reprise.transformer.internal.analyse;

import java.util.Arrays;
import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which local variables are read again after each instruction, whether control goes on normally or by an exception: what
 * a handler reads is live throughout its range.
 */
final class Liveness {

    private final ControlFlow flow;

    /** Never changed in place: instructions between which nothing changes share a set. */
    private final BitSet[] liveBefore;

    Liveness(ControlFlow flow) {
        this(flow, ShownVariables.none(flow));
    }

    /**
     * Propagates backwards.
     *
     * @param shown what counts as read, for the sake of a debugger
     */
    Liveness(ControlFlow flow, ShownVariables shown) {
        this.flow = flow;
        liveBefore = new BitSet[flow.size()];
        Arrays.fill(liveBefore, new BitSet());
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = flow.size() - 1; i >= 0; i--) {
                BitSet live = union(before(i), shown.at(i));
                changed |= !live.equals(liveBefore[i]);
                liveBefore[i] = live;
            }
        }
    }

    private BitSet before(int index) {
        AbstractInsnNode instruction = flow.instruction(index);
        if (flow.goesStraightOn(index)) {
            BitSet after = liveBefore[index + 1];
            if (instruction instanceof VarInsnNode variable) {
                boolean isRead = variable.getOpcode() < Opcodes.ISTORE;
                return after.get(variable.var) == isRead ? after : alone(index);
            }
            return instruction instanceof IincInsnNode increment && !after.get(increment.var) ? alone(index) : after;
        }
        return alone(index);
    }

    private BitSet alone(int index) {
        BitSet live = new BitSet();
        for (int successor : flow.successors(index)) {
            live.or(liveBefore[successor]);
        }
        AbstractInsnNode instruction = flow.instruction(index);
        if (instruction instanceof VarInsnNode variable) {
            live.set(variable.var, variable.getOpcode() < Opcodes.ISTORE);
        } else if (instruction instanceof IincInsnNode increment) {
            live.set(increment.var);
        }
        for (int handler : flow.handlers(index)) {
            live.or(liveBefore[handler]);
        }
        return live;
    }

    private static BitSet union(BitSet live, BitSet shown) {
        if (shown.isEmpty()) {
            return live;
        }
        BitSet union = (BitSet) live.clone();
        union.or(shown);
        return union;
    }

    /** Tells whether the variable in a slot may be read before it is written, from this instruction on. */
    boolean isLive(int slot, int index) {
        return liveBefore[index].get(slot);
    }
}

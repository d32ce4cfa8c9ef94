package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.model.SavedValue;
import dev.reprise.transformer.internal.model.VariableScope;
import dev.reprise.transformer.internal.model.VariableScope.Edge;
import dev.reprise.transformer.internal.model.VariableScope.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Where the variables of the source are in their slots. A suspension restores only what is read again; the others are out
 * of scope from there to their next assignment, on whatever way control comes, or a debugger would show another value.
 */
final class VariableScopes {

    private final ControlFlow flow;
    private final Map<Integer, List<SavedValue>> saved;
    private final boolean thisIsFixed;

    /** The slots that are filled before each instruction on all ways to it; null if there is none. */
    private final @Nullable BitSet[] filled;

    /**
     * Propagates from the entry.
     *
     * @param entry the parameters that the body begins with
     * @param saved what each suspension saves, by the index of its instruction
     * @param thisIsFixed whether slot 0 holds {@code this} everywhere
     */
    VariableScopes(
            ControlFlow flow, List<SavedValue> entry, Map<Integer, List<SavedValue>> saved, boolean thisIsFixed) {
        this.flow = flow;
        this.saved = saved;
        this.thisIsFixed = thisIsFixed;
        this.filled = new @Nullable BitSet[flow.size()];
        Deque<Integer> pending = new ArrayDeque<>();
        reach(0, slots(entry), pending);
        while (!pending.isEmpty()) {
            int index = pending.pop();
            BitSet in = filled[index];
            if (in != null) {
                BitSet out = after(index, in);
                for (int successor : flow.successors(index)) {
                    reach(successor, out, pending);
                }
                for (int handler : flow.handlers(index)) {
                    reach(handler, in, pending);
                    if (saved.containsKey(index)) {
                        reach(handler, out, pending); // what is raised there is thrown after the restore
                    }
                }
            }
        }
    }

    private void reach(int index, BitSet slots, Deque<Integer> pending) {
        BitSet known = filled[index];
        if (known == null) {
            filled[index] = (BitSet) slots.clone();
            pending.push(index);
        } else {
            int before = known.cardinality();
            known.and(slots);
            if (known.cardinality() != before) {
                pending.push(index);
            }
        }
    }

    private BitSet after(int index, BitSet in) {
        BitSet out = (BitSet) in.clone();
        List<SavedValue> restored = saved.get(index);
        if (restored != null) {
            out.and(slots(restored));
        } else if (flow.instruction(index) instanceof VarInsnNode store && store.getOpcode() >= Opcodes.ISTORE) {
            out.set(store.var);
        }
        return out;
    }

    private BitSet slots(List<SavedValue> values) {
        BitSet slots = new BitSet();
        slots.set(0, thisIsFixed);
        values.stream().filter(value -> value.slot() >= 0).forEach(value -> slots.set(value.slot()));
        return slots;
    }

    /** Returns the scopes of the variables that the method's debug information names. */
    List<VariableScope> of(MethodNode method) {
        List<VariableScope> scopes = new ArrayList<>();
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                add(scopes, variable);
            }
        }
        return scopes;
    }

    private void add(List<VariableScope> scopes, LocalVariableNode variable) {
        boolean stays = variable.index == 0 && thisIsFixed;
        Edge from = null;
        for (int i = flow.indexOf(variable.start); i < flow.indexOf(variable.end); i++) {
            AbstractInsnNode instruction = flow.instruction(i);
            boolean inScope = isFilled(variable.index, i);
            if (from == null && inScope) {
                from = new Edge(instruction, Side.BEFORE);
            } else if (from != null && !inScope) {
                scopes.add(new VariableScope(variable, from, new Edge(instruction, Side.BEFORE)));
                from = null;
            }
            List<SavedValue> restored = saved.get(i);
            if (from != null && restored != null && !stays) {
                scopes.add(new VariableScope(variable, from, new Edge(instruction, Side.LEAVING)));
                from = slots(restored).get(variable.index) ? new Edge(instruction, Side.RESTORED) : null;
            }
        }
        if (from != null) {
            scopes.add(new VariableScope(variable, from, new Edge(variable.end, Side.BEFORE)));
        }
    }

    private boolean isFilled(int slot, int index) {
        BitSet slots = filled[index];
        return slots != null && slots.get(slot);
    }
}

package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.model.SavedValue;
import dev.reprise.transformer.internal.model.VariableScope;
import dev.reprise.transformer.internal.model.VariableScope.Edge;
import dev.reprise.transformer.internal.model.VariableScope.Side;
import java.util.ArrayList;
import java.util.BitSet;
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
    /** The slots that a suspension restores, by the index of its instruction. */
    private final @Nullable BitSet[] restored;

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
        this.thisIsFixed = thisIsFixed;
        this.restored = new @Nullable BitSet[flow.size()];
        saved.forEach((index, values) -> restored[index] = slots(values));
        this.filled = ForwardFlow.propagate(flow, slots(entry), this::after, BitSet::and);
    }

    private BitSet after(int index, BitSet in) {
        BitSet back = restored[index];
        if (back != null) {
            BitSet out = (BitSet) in.clone();
            out.and(back);
            return out; // to the handlers too: what is raised there is thrown after the restore
        }
        if (flow.instruction(index) instanceof VarInsnNode store
                && store.getOpcode() >= Opcodes.ISTORE
                && !in.get(store.var)) {
            BitSet out = (BitSet) in.clone();
            out.set(store.var);
            return out;
        }
        return in;
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
            BitSet back = restored[i];
            if (from != null && back != null && !stays) {
                scopes.add(new VariableScope(variable, from, new Edge(instruction, Side.LEAVING)));
                from = back.get(variable.index) ? new Edge(instruction, Side.RESTORED) : null;
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

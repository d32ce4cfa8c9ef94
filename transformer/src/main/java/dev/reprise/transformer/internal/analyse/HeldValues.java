package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which variables a field of the frame holds already, on whatever way control came: parameters that were not assigned
 * since, above all. A suspension need not save them again.
 */
final class HeldValues {

    /** A variable in its field. */
    private record Home(int slot, FrameField field) {}

    private final ControlFlow flow;
    private final Map<Home, Integer> numbers = new HashMap<>();
    private final Map<Integer, BitSet> homesOfSlot = new HashMap<>();
    private final @Nullable BitSet[] before;

    /**
     * Propagates from the entry.
     *
     * @param saved what each suspension saves, by the index of its instruction
     * @param always the suspensions that always happen; an await goes on without one if its child has ended
     */
    HeldValues(ControlFlow flow, List<SavedValue> entry, Map<Integer, List<SavedValue>> saved, Set<Integer> always) {
        this.flow = flow;
        number(entry);
        saved.values().forEach(this::number);
        this.before = ForwardFlow.propagate(
                flow,
                homes(entry),
                (index, in) -> {
                    List<SavedValue> values = saved.get(index);
                    return values == null
                            ? afterStore(index, in)
                            : afterSuspension(in, homes(values), always.contains(index));
                },
                BitSet::and);
    }

    /** Returns what to go by if a debugger may change any variable. */
    static HeldValues none(ControlFlow flow) {
        return new HeldValues(flow, List.of(), Map.of(), Set.of());
    }

    private void number(List<SavedValue> values) {
        for (SavedValue value : values) {
            FrameField field = value.field();
            if (value.slot() >= 0 && field != null) {
                int number = numbers.computeIfAbsent(new Home(value.slot(), field), home -> numbers.size());
                homesOfSlot.computeIfAbsent(value.slot(), slot -> new BitSet()).set(number);
            }
        }
    }

    private BitSet homes(List<SavedValue> values) {
        BitSet homes = new BitSet();
        values.forEach(value -> {
            Integer number = numberOf(value);
            if (number != null) {
                homes.set(number);
            }
        });
        return homes;
    }

    private @Nullable Integer numberOf(SavedValue value) {
        FrameField field = value.field();
        return field == null ? null : numbers.get(new Home(value.slot(), field));
    }

    /** A suspension overwrites or clears the fields of what it does not save. */
    private static BitSet afterSuspension(BitSet in, BitSet saved, boolean always) {
        if (always) {
            return saved;
        }
        BitSet out = (BitSet) in.clone();
        out.and(saved);
        return out;
    }

    private BitSet afterStore(int index, BitSet in) {
        BitSet homes = homesOfSlot.get(slotChangedBy(flow.instruction(index)));
        if (homes == null || !in.intersects(homes)) {
            return in;
        }
        BitSet out = (BitSet) in.clone();
        out.andNot(homes);
        return out;
    }

    private static int slotChangedBy(AbstractInsnNode instruction) {
        if (instruction instanceof VarInsnNode store && store.getOpcode() >= Opcodes.ISTORE) {
            return store.var;
        }
        return instruction instanceof IincInsnNode increment ? increment.var : -1;
    }

    /** Tells whether a suspension finds the value in its field. */
    boolean holds(SavedValue value, int index) {
        BitSet held = before[index];
        Integer number = numberOf(value);
        return held != null && number != null && held.get(number);
    }
}

package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which reference fields of the frame may hold something before each instruction: what the entry or the suspensions
 * before it left there. A suspension clears those that it does not overwrite, and a return all of them, so that nothing
 * dead is kept alive.
 */
final class DirtyFields {

    private final List<FrameField> fields;
    private final Map<FrameField, Integer> numbers = new HashMap<>();
    private final @Nullable BitSet[] before;

    /**
     * Propagates from the entry.
     *
     * @param fields all fields of the frame
     * @param saved what each suspension saves, by the index of its instruction
     * @param always the suspensions that always happen; an await goes on without one if its child has ended
     */
    DirtyFields(
            ControlFlow flow,
            List<FrameField> fields,
            List<SavedValue> entry,
            Map<Integer, List<SavedValue>> saved,
            Set<Integer> always) {
        this.fields = fields;
        fields.forEach(field -> numbers.put(field, numbers.size()));
        this.before = ForwardFlow.propagate(
                flow,
                references(entry),
                (index, in) -> {
                    List<SavedValue> values = saved.get(index);
                    if (values == null) {
                        return in;
                    }
                    BitSet out = always.contains(index) ? new BitSet() : (BitSet) in.clone();
                    out.or(references(values));
                    return out;
                },
                BitSet::or);
    }

    private BitSet references(List<SavedValue> values) {
        BitSet references = new BitSet();
        for (SavedValue value : values) {
            FrameField field = value.field();
            if (field != null && field.holdsReference()) {
                references.set(Objects.requireNonNull(numbers.get(field)));
            }
        }
        return references;
    }

    /** Returns the fields that may hold something dead once a suspension, or a return, has saved its values. */
    List<FrameField> leftBehind(int index, List<SavedValue> saved) {
        BitSet dirty = before[index];
        if (dirty == null) {
            return List.of();
        }
        BitSet dead = (BitSet) dirty.clone();
        dead.andNot(references(saved));
        return dead.stream().mapToObj(fields::get).toList();
    }
}

package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which reference fields of the frame may hold something before each instruction: what the entry or the last suspension
 * before it left there. A suspension clears those that it does not overwrite, so that nothing dead is kept alive.
 */
final class DirtyFields {

    private final @Nullable Set<FrameField>[] before;

    /**
     * Propagates from the entry.
     *
     * @param saved what each suspension saves, by the index of its instruction
     * @param always the suspensions that always happen; an await goes on without one if its child has ended
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    DirtyFields(ControlFlow flow, List<SavedValue> entry, Map<Integer, List<SavedValue>> saved, Set<Integer> always) {
        before = new Set[flow.size()];
        Deque<Integer> pending = new ArrayDeque<>();
        reach(0, references(entry), pending);
        while (!pending.isEmpty()) {
            int index = pending.pop();
            Set<FrameField> in = Objects.requireNonNull(before[index]);
            List<SavedValue> suspended = saved.get(index);
            Set<FrameField> out = new HashSet<>();
            if (!always.contains(index)) {
                out.addAll(in);
            }
            if (suspended != null) {
                out.addAll(references(suspended));
            }
            for (int successor : flow.successors(index)) {
                reach(successor, out, pending);
            }
            for (int handler : flow.handlers(index)) {
                reach(handler, in, pending);
                reach(handler, out, pending);
            }
        }
    }

    private void reach(int index, Set<FrameField> fields, Deque<Integer> pending) {
        Set<FrameField> known = before[index];
        if (known == null) {
            before[index] = new HashSet<>(fields);
            pending.push(index);
        } else if (known.addAll(fields)) {
            pending.push(index);
        }
    }

    static Set<FrameField> references(List<SavedValue> values) {
        Set<FrameField> fields = new HashSet<>();
        for (SavedValue value : values) {
            FrameField field = value.field();
            if (field != null && field.holdsReference()) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** Returns the fields that may hold something before an instruction. */
    Set<FrameField> before(int index) {
        Set<FrameField> fields = before[index];
        return fields == null ? Set.of() : fields;
    }
}

package dev.reprise.transformer.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class DirtyFieldsTest {

    private static final FrameField FIRST = new FrameField("l0", "Ljava/lang/Object;");
    private static final FrameField SECOND = new FrameField("l1", "Ljava/lang/Object;");
    private static final FrameField EXACT = new FrameField("x0", "La/Hidden;");
    private static final FrameField NUMBER = new FrameField("i0", "I");

    private static final List<FrameField> FIELDS = List.of(FIRST, NUMBER, SECOND, EXACT);

    private static DirtyFields dirtyFields(
            Code code, List<SavedValue> entry, Map<Integer, List<SavedValue>> suspensions, Set<Integer> always) {
        return new DirtyFields(code.flow(), FIELDS, entry, suspensions, always);
    }

    /** Returns what a suspension that saved nothing would have to clear. */
    private static Set<FrameField> before(DirtyFields dirty, int index) {
        return Set.copyOf(dirty.leftBehind(index, List.of()));
    }

    private static SavedValue saved(FrameField field) {
        return new SavedValue(0, field.descriptor().length() == 1 ? Opcodes.INTEGER : "a/Type", field);
    }

    @Test
    void theEntryLeavesItsReferencesUntilTheFirstSuspension() {
        Code code = new Code()
                .mark("start")
                .op(Opcodes.NOP)
                .mark("suspension")
                .op(Opcodes.NOP)
                .mark("after")
                .op(Opcodes.RETURN);
        int suspension = code.at("suspension") + 1;
        DirtyFields dirty = dirtyFields(
                code, List.of(saved(FIRST), saved(NUMBER)), Map.of(suspension, List.of()), Set.of(suspension));
        assertEquals(Set.of(FIRST), before(dirty, code.at("start")), "a number keeps nothing alive");
        assertEquals(Set.of(FIRST), before(dirty, suspension));
        assertEquals(Set.of(), before(dirty, code.at("after")));
    }

    @Test
    void aSuspensionLeavesWhatItSaved() {
        Code code = new Code().mark("suspension").op(Opcodes.NOP).mark("after").op(Opcodes.RETURN);
        int suspension = code.at("suspension") + 1;
        DirtyFields dirty = dirtyFields(
                code,
                List.of(saved(FIRST)),
                Map.of(suspension, List.of(saved(SECOND), saved(EXACT))),
                Set.of(suspension));
        assertEquals(Set.of(SECOND, EXACT), before(dirty, code.at("after")));
    }

    @Test
    void anAwaitMayNotSuspendAndThenLeavesWhatWasThere() {
        Code code = new Code().mark("await").op(Opcodes.NOP).mark("after").op(Opcodes.RETURN);
        DirtyFields dirty = dirtyFields(
                code, List.of(saved(FIRST)), Map.of(code.at("await") + 1, List.of(saved(SECOND))), Set.of());
        assertEquals(Set.of(FIRST, SECOND), before(dirty, code.at("after")));
    }

    @Test
    void aHandlerFindsBothWhatWasThereAndWhatTheSuspensionSaved() {
        Code code = new Code()
                .protect("suspension", "end", "handler")
                .mark("suspension")
                .op(Opcodes.NOP)
                .mark("end")
                .op(Opcodes.RETURN)
                .mark("handler")
                .op(Opcodes.ATHROW);
        int suspension = code.at("suspension") + 1;
        DirtyFields dirty = dirtyFields(
                code, List.of(saved(FIRST)), Map.of(suspension, List.of(saved(SECOND))), Set.of(suspension));
        assertEquals(Set.of(FIRST, SECOND), before(dirty, code.at("handler")));
    }

    @Test
    void whatALoopLeftIsThereInItsNextTurn() {
        Code code = new Code()
                .mark("loop")
                .op(Opcodes.NOP)
                .mark("suspension")
                .op(Opcodes.NOP)
                .jump(Opcodes.GOTO, "loop")
                .mark("never")
                .op(Opcodes.RETURN);
        int suspension = code.at("suspension") + 1;
        DirtyFields dirty = dirtyFields(code, List.of(), Map.of(suspension, List.of(saved(FIRST))), Set.of(suspension));
        assertEquals(Set.of(FIRST), before(dirty, code.at("loop")));
        assertEquals(Set.of(), before(dirty, code.at("never")));
    }

    @Test
    void aSuspensionClearsNothingThatItSaves() {
        Code code = new Code().mark("await").op(Opcodes.NOP).op(Opcodes.RETURN);
        DirtyFields dirty = dirtyFields(code, List.of(saved(FIRST), saved(SECOND), saved(EXACT)), Map.of(), Set.of());
        assertEquals(List.of(FIRST, EXACT), dirty.leftBehind(code.at("await"), List.of(saved(SECOND), saved(NUMBER))));
    }

    /** Follows every way with the exact set of fields that it leaves filled. */
    @RepeatedTest(50)
    void agreesWithAWalkOfAllWays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ControlFlow flow = RandomCode.of(random).flow();
        Map<Integer, List<SavedValue>> suspensions = new HashMap<>();
        Set<Integer> always = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            int index = random.nextInt(flow.size());
            suspensions.put(index, someFields(random));
            if (random.nextBoolean()) {
                always.add(index);
            }
        }
        List<SavedValue> entry = someFields(random);
        DirtyFields dirty = new DirtyFields(flow, FIELDS, entry, suspensions, always);
        List<Set<FrameField>> expected = walk(flow, entry, suspensions, always);
        for (int index = 0; index < flow.size(); index++) {
            int at = index;
            assertEquals(expected.get(index), before(dirty, index), () -> "seed " + seed + ", at " + at);
        }
    }

    private static List<SavedValue> someFields(Random random) {
        List<SavedValue> fields = new ArrayList<>();
        for (FrameField field : List.of(FIRST, SECOND, EXACT, NUMBER)) {
            if (random.nextInt(3) == 0) {
                fields.add(saved(field));
            }
        }
        return fields;
    }

    private static Set<FrameField> references(List<SavedValue> values) {
        Set<FrameField> references = new HashSet<>();
        for (SavedValue value : values) {
            if (value.field() != null && !value.field().equals(NUMBER)) {
                references.add(value.field());
            }
        }
        return references;
    }

    private record Place(int index, Set<FrameField> filled) {}

    private static List<Set<FrameField>> walk(
            ControlFlow flow, List<SavedValue> entry, Map<Integer, List<SavedValue>> suspensions, Set<Integer> always) {
        List<Set<FrameField>> seen = new ArrayList<>();
        for (int i = 0; i < flow.size(); i++) {
            seen.add(new HashSet<>());
        }
        Set<Place> done = new HashSet<>();
        Deque<Place> open = new ArrayDeque<>(List.of(new Place(0, references(entry))));
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (!done.add(place)) {
                continue;
            }
            int index = place.index();
            seen.get(index).addAll(place.filled());
            Arrays.stream(flow.handlers(index)).forEach(handler -> open.push(new Place(handler, place.filled())));
            List<SavedValue> suspension = suspensions.get(index);
            if (suspension == null || !always.contains(index)) {
                Arrays.stream(flow.successors(index)).forEach(next -> open.push(new Place(next, place.filled())));
            }
            if (suspension != null) {
                Set<FrameField> resumed = references(suspension);
                Arrays.stream(flow.successors(index)).forEach(next -> open.push(new Place(next, resumed)));
                Arrays.stream(flow.handlers(index)).forEach(handler -> open.push(new Place(handler, resumed)));
            }
        }
        return seen;
    }
}

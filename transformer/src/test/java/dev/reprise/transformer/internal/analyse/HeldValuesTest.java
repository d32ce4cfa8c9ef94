package dev.reprise.transformer.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
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
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

class HeldValuesTest {

    private static final List<FrameField> FIELDS =
            List.of(new FrameField("i0", "I"), new FrameField("i1", "I"), new FrameField("i2", "I"));

    /** The variable in slot {@code slot}, kept in field {@code field}. */
    private static SavedValue value(int slot, int field) {
        return new SavedValue(slot, Opcodes.INTEGER, FIELDS.get(field));
    }

    private static final SavedValue ZERO = value(0, 0);
    private static final SavedValue ONE = value(1, 1);

    /** Code with an instruction, then an await that saves {@code ZERO} and {@code ONE}. */
    private static HeldValues after(Code instruction) {
        Code code = instruction.mark("await").op(Opcodes.NOP).op(Opcodes.RETURN);
        return new HeldValues(code.flow(), List.of(ZERO), Map.of(code.at("await") + 1, List.of(ZERO, ONE)), Set.of());
    }

    private static boolean holds(HeldValues held, Code code, SavedValue value) {
        return held.holds(value, code.at("await"));
    }

    @Test
    void aParameterIsHeldFromTheStart() {
        Code code = new Code().op(Opcodes.NOP);
        HeldValues held = after(code);
        assertTrue(holds(held, code, ZERO));
        assertFalse(holds(held, code, ONE), "the entry does not bring it");
    }

    @Test
    void anAssignedOneIsNot() {
        Code code = new Code().var(Opcodes.ISTORE, 0);
        assertFalse(holds(after(code), code, ZERO));
    }

    @Test
    void anIncrementedOneIsNot() {
        Code code = new Code().increment(0);
        assertFalse(holds(after(code), code, ZERO));
    }

    @Test
    void anAssignmentOnOneOfTwoWaysIsEnough() {
        Code code = new Code().jump(Opcodes.IFEQ, "await").var(Opcodes.ISTORE, 0);
        assertFalse(holds(after(code), code, ZERO));
    }

    @Test
    void anotherVariablesAssignmentDoesNotMatter() {
        Code code = new Code().var(Opcodes.ISTORE, 1);
        assertTrue(holds(after(code), code, ZERO));
    }

    @Test
    void anAwaitMayNotSuspendAndThenHasSavedNothing() {
        assertFalse(heldAfterSuspension(Set.of(), List.of(ZERO, ONE)).contains(ONE));
        assertTrue(heldAfterSuspension(Set.of(), List.of(ZERO, ONE)).contains(ZERO));
    }

    @Test
    void aSuspensionThatAlwaysHappensHasSavedAll() {
        assertEquals(Set.of(ZERO, ONE), heldAfterSuspension(Set.of(1), List.of(ZERO, ONE)));
    }

    @Test
    void aFieldThatIsReusedOrClearedHoldsItNoMore() {
        assertEquals(Set.of(), heldAfterSuspension(Set.of(), List.of(value(1, 0))));
        assertEquals(Set.of(), heldAfterSuspension(Set.of(), List.of()));
    }

    private static Set<SavedValue> heldAfterSuspension(Set<Integer> always, List<SavedValue> saved) {
        Code code = new Code().mark("suspension").op(Opcodes.NOP).mark("after").op(Opcodes.RETURN);
        HeldValues held = new HeldValues(code.flow(), List.of(ZERO), Map.of(1, saved), always);
        Set<SavedValue> values = new HashSet<>();
        for (SavedValue value : List.of(ZERO, ONE)) {
            if (held.holds(value, code.at("after"))) {
                values.add(value);
            }
        }
        return values;
    }

    /** Follows every way with the exact set of variables whose field has their value. */
    @RepeatedTest(50)
    void agreesWithAWalkOfAllWays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ControlFlow flow = RandomCode.of(random).flow();
        Map<Integer, List<SavedValue>> suspensions = new HashMap<>();
        Set<Integer> always = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            int index = random.nextInt(flow.size());
            if (flow.instruction(index).getOpcode() == Opcodes.NOP) {
                suspensions.put(index, someValues(random));
                if (random.nextBoolean()) {
                    always.add(index);
                }
            }
        }
        List<SavedValue> entry = someValues(random);
        HeldValues held = new HeldValues(flow, entry, suspensions, always);
        List<List<Set<SavedValue>>> ways = walk(flow, entry, suspensions, always);
        for (int index = 0; index < flow.size(); index++) {
            for (SavedValue value : allValues()) {
                int at = index;
                List<Set<SavedValue>> here = ways.get(index);
                boolean isSaved = entry.contains(value)
                        || suspensions.values().stream().anyMatch(values -> values.contains(value));
                boolean expected = isSaved && !here.isEmpty() && here.stream().allMatch(way -> way.contains(value));
                assertEquals(expected, held.holds(value, index), () -> "seed " + seed + ", " + value + " at " + at);
            }
        }
    }

    private static List<SavedValue> allValues() {
        List<SavedValue> all = new ArrayList<>();
        for (int slot = 0; slot < 3; slot++) {
            for (int field = 0; field < 3; field++) {
                all.add(value(slot, field));
            }
        }
        return all;
    }

    /** Some variables, each in a field of its own. */
    private static List<SavedValue> someValues(Random random) {
        List<Integer> fields = new ArrayList<>(List.of(0, 1, 2));
        Collections.shuffle(fields, random);
        List<SavedValue> values = new ArrayList<>();
        for (int slot = 0; slot < 3; slot++) {
            if (random.nextInt(3) > 0) {
                values.add(value(slot, fields.get(slot)));
            }
        }
        return values;
    }

    private record Place(int index, Set<SavedValue> held) {}

    private static List<List<Set<SavedValue>>> walk(
            ControlFlow flow, List<SavedValue> entry, Map<Integer, List<SavedValue>> suspensions, Set<Integer> always) {
        List<List<Set<SavedValue>>> seen = new ArrayList<>();
        for (int i = 0; i < flow.size(); i++) {
            seen.add(new ArrayList<>());
        }
        Set<Place> done = new HashSet<>();
        Deque<Place> open = new ArrayDeque<>(List.of(new Place(0, Set.copyOf(entry))));
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (!done.add(place)) {
                continue;
            }
            int index = place.index();
            seen.get(index).add(place.held());
            List<SavedValue> saved = suspensions.get(index);
            raise(flow, index, place.held(), open);
            if (saved != null) {
                go(flow, index, Set.copyOf(saved), open);
            }
            if (saved == null || !always.contains(index)) {
                Set<SavedValue> after = new HashSet<>(place.held());
                after.removeIf(value -> value.slot() == slotChangedBy(flow.instruction(index)));
                go(flow, index, after, open);
            }
        }
        return seen;
    }

    private static void go(ControlFlow flow, int index, Set<SavedValue> held, Deque<Place> open) {
        for (int successor : flow.successors(index)) {
            open.push(new Place(successor, held));
        }
        raise(flow, index, held, open); // an instruction counts as one that may throw when it has had its effect
    }

    private static void raise(ControlFlow flow, int index, Set<SavedValue> held, Deque<Place> open) {
        for (int handler : flow.handlers(index)) {
            open.push(new Place(handler, held));
        }
    }

    private static int slotChangedBy(AbstractInsnNode instruction) {
        if (instruction instanceof VarInsnNode variable && variable.getOpcode() == Opcodes.ISTORE) {
            return variable.var;
        }
        return instruction instanceof IincInsnNode increment ? increment.var : -1;
    }
}

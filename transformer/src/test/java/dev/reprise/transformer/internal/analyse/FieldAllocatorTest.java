package dev.reprise.transformer.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.internal.analyse.FieldAllocator.Value;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;

class FieldAllocatorTest {

    private static final String NAMED = "a/Named";
    private static final String HIDDEN = "a/Hidden";

    /** All types that a value can have, with the descriptor of the field that it needs. */
    private static final Map<Object, String> KINDS = Map.of(
            Opcodes.INTEGER,
            "I",
            Opcodes.LONG,
            "J",
            Opcodes.FLOAT,
            "F",
            Opcodes.DOUBLE,
            "D",
            NAMED,
            "Ljava/lang/Object;",
            "java/lang/String",
            "Ljava/lang/Object;",
            "[I",
            "Ljava/lang/Object;",
            HIDDEN,
            "La/Hidden;",
            "[[La/Hidden;",
            "[[La/Hidden;");

    private static FieldAllocator allocator() {
        return new FieldAllocator(Set.of(NAMED));
    }

    private static FrameField placeOne(FieldAllocator allocator, Value value) {
        return Objects.requireNonNull(allocator.place(List.of(value)).get(0).field());
    }

    @ParameterizedTest
    @CsvSource({
        "a/Named,              Ljava/lang/Object;",
        "[La/Named;,           Ljava/lang/Object;",
        "java/lang/Object,     Ljava/lang/Object;",
        "java/lang/Throwable,  Ljava/lang/Object;",
        "[[J,                  Ljava/lang/Object;",
        "a/Hidden,             La/Hidden;",
        "[La/Hidden;,          [La/Hidden;",
    })
    void onlyAClassThatNoInstructionNamesHasAFieldOfItsOwnType(String type, String descriptor) {
        assertEquals(descriptor, placeOne(allocator(), new Value(1, type)).descriptor());
    }

    @Test
    void nullNeedsNoField() {
        List<SavedValue> saved = allocator().place(List.of(new Value(1, Opcodes.NULL), new Value(-1, Opcodes.NULL)));
        assertNull(saved.get(0).field());
        assertNull(saved.get(1).field());
    }

    @Test
    void aLocalKeepsItsFieldBesideNewOnes() {
        FieldAllocator allocator = allocator();
        FrameField field = placeOne(allocator, new Value(5, NAMED));
        List<SavedValue> next = allocator.place(List.of(
                new Value(1, NAMED), new Value(2, "java/lang/String"), new Value(5, NAMED), new Value(-1, NAMED)));
        assertEquals(field, next.get(2).field());
        assertEquals(4, allocator.fields().size());
    }

    @Test
    void aLocalThatWasAwayForASuspensionComesBackToItsField() {
        FieldAllocator allocator = allocator();
        List<SavedValue> first = allocator.place(List.of(new Value(1, NAMED), new Value(2, NAMED)));
        allocator.place(List.of(new Value(1, NAMED)));
        assertEquals(first.get(1).field(), placeOne(allocator, new Value(2, NAMED)));
    }

    @Test
    void aSlotThatChangesItsKindHasAFieldOfEachKind() {
        FieldAllocator allocator = allocator();
        FrameField integer = placeOne(allocator, new Value(1, Opcodes.INTEGER));
        FrameField reference = placeOne(allocator, new Value(1, NAMED));
        assertEquals("I", integer.descriptor());
        assertEquals("Ljava/lang/Object;", reference.descriptor());
        assertEquals(integer, placeOne(allocator, new Value(1, Opcodes.INTEGER)));
    }

    @RepeatedTest(100)
    void keepsItsPromisesForRandomSuspensions() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        FieldAllocator allocator = allocator();
        Map<String, Integer> most = new HashMap<>();
        Map<List<Object>, FrameField> lastField = new HashMap<>();
        for (int suspension = 0; suspension < 12; suspension++) {
            List<Value> values = randomValues(random);
            List<SavedValue> saved = allocator.place(values);
            String where = "seed " + seed + ", suspension " + suspension + ": " + saved;
            assertEquals(
                    values,
                    saved.stream().map(v -> new Value(v.slot(), v.type())).toList(),
                    where);
            checkFields(saved, most, where);
            checkHomes(saved, lastField, where);
        }
        Map<String, Long> made = allocator.fields().stream()
                .collect(Collectors.groupingBy(FrameField::descriptor, Collectors.counting()));
        made.forEach((descriptor, count) -> assertEquals(
                Objects.requireNonNull(most.get(descriptor)).longValue(),
                count,
                "seed " + seed + ": no more fields " + descriptor + " than values at one suspension, and no fewer"));
        assertEquals(
                allocator.fields().size(),
                allocator.fields().stream().map(FrameField::name).distinct().count(),
                "seed " + seed + ": each field has a name of its own");
    }

    /** Some locals in slots of their own, then a few entries of the stack. */
    private static List<Value> randomValues(Random random) {
        List<Object> types = new ArrayList<>(KINDS.keySet());
        types.sort((a, b) -> a.toString().compareTo(b.toString()));
        types.add(Opcodes.NULL);
        List<Value> values = new ArrayList<>();
        for (int slot = 0; slot < 8; slot++) {
            if (random.nextBoolean()) {
                values.add(new Value(slot, types.get(random.nextInt(3) == 0 ? random.nextInt(types.size()) : slot)));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            values.add(new Value(-1, types.get(random.nextInt(types.size()))));
        }
        return values;
    }

    private static void checkFields(List<SavedValue> saved, Map<String, Integer> most, String where) {
        Set<FrameField> used = new HashSet<>();
        for (SavedValue value : saved) {
            FrameField field = value.field();
            if (value.type().equals(Opcodes.NULL)) {
                assertNull(field, where);
            } else {
                assertNotNull(field, where);
                assertEquals(KINDS.get(value.type()), field.descriptor(), where);
                assertTrue(used.add(field), () -> "two values in one field, " + where);
            }
        }
        Map<String, Long> now =
                used.stream().collect(Collectors.groupingBy(FrameField::descriptor, Collectors.counting()));
        now.forEach((descriptor, count) -> most.merge(descriptor, count.intValue(), Math::max));
    }

    /** A local leaves the field it had before only to another local that had it too. */
    private static void checkHomes(List<SavedValue> saved, Map<List<Object>, FrameField> lastField, String where) {
        Map<FrameField, SavedValue> holders = saved.stream()
                .filter(value -> value.field() != null)
                .collect(Collectors.toMap(SavedValue::field, Function.identity()));
        Map<List<Object>, FrameField> now = new HashMap<>();
        for (SavedValue value : saved) {
            if (value.slot() >= 0 && value.field() != null) {
                List<Object> local = localOf(value);
                FrameField before = lastField.get(local);
                if (before != null && !before.equals(value.field())) {
                    SavedValue holder = holders.get(before);
                    assertNotNull(holder, () -> local + " left a free field, " + where);
                    assertFalse(holder.slot() < 0, () -> local + " made way for the stack, " + where);
                    assertEquals(before, lastField.get(localOf(holder)), () -> local + " was driven out, " + where);
                }
                now.put(local, value.field());
            }
        }
        lastField.putAll(now);
    }

    private static List<Object> localOf(SavedValue value) {
        return List.of(value.slot(), Objects.requireNonNull(value.field()).descriptor());
    }
}

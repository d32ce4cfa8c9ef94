package dev.reprise.transformer.internal.asm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class ValueTypesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Z", "B", "C", "S", "I"})
    void smallIntegersAreIntegersOnTheStack(String descriptor) {
        assertEquals(Opcodes.INTEGER, ValueTypes.of(Type.getType(descriptor)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "J", "F", "D", "Ljava/lang/String;", "[I", "[[Ljava/lang/String;"})
    void aFieldHasTheDescriptorOfTheTypeItWasMadeFor(String descriptor) {
        assertEquals(descriptor, ValueTypes.descriptor(ValueTypes.of(Type.getType(descriptor))));
    }

    @Test
    void noFieldHoldsNothingNullOrAnUninitialisedObject() {
        for (Object type : List.of(Opcodes.TOP, Opcodes.NULL, Opcodes.UNINITIALIZED_THIS, new Label())) {
            assertThrows(IllegalArgumentException.class, () -> ValueTypes.descriptor(type), type::toString);
        }
    }

    @Test
    void longAndDoubleAreWide() {
        assertTrue(ValueTypes.isWide(Opcodes.LONG));
        assertTrue(ValueTypes.isWide(Opcodes.DOUBLE));
        for (Object type : List.of(Opcodes.TOP, Opcodes.INTEGER, Opcodes.FLOAT, Opcodes.NULL, "java/lang/Long")) {
            assertFalse(ValueTypes.isWide(type), type::toString);
        }
    }

    @Test
    void classesArraysAndNullAreReferences() {
        for (Object type : List.of("java/lang/Long", "[J", Opcodes.NULL)) {
            assertTrue(ValueTypes.isReference(type), type::toString);
        }
        for (Object type : List.of(Opcodes.TOP, Opcodes.INTEGER, Opcodes.UNINITIALIZED_THIS, new Label())) {
            assertFalse(ValueTypes.isReference(type), type::toString);
        }
    }

    @Test
    void onlyNewObjectsAreUninitialised() {
        assertTrue(ValueTypes.isUninitialised(new Label()));
        assertTrue(ValueTypes.isUninitialised(Opcodes.UNINITIALIZED_THIS));
        assertFalse(ValueTypes.isUninitialised("a/B"));
        assertFalse(ValueTypes.isUninitialised(Opcodes.NULL));
    }

    @Test
    void aFrameListsValuesAndNotSlots() {
        List<Object> bySlot =
                List.of(Opcodes.LONG, Opcodes.TOP, Opcodes.INTEGER, Opcodes.TOP, Opcodes.DOUBLE, Opcodes.TOP, "a/B");
        assertArrayEquals(
                new Object[] {Opcodes.LONG, Opcodes.INTEGER, Opcodes.TOP, Opcodes.DOUBLE, "a/B"},
                ValueTypes.forFrame(bySlot));
    }

    @Test
    void aFrameEndsWithItsLastValue() {
        assertArrayEquals(
                new Object[] {Opcodes.TOP, Opcodes.INTEGER},
                ValueTypes.forFrame(List.of(Opcodes.TOP, Opcodes.INTEGER, Opcodes.TOP, Opcodes.TOP)));
        assertArrayEquals(
                new Object[] {Opcodes.LONG},
                ValueTypes.forFrame(List.of(Opcodes.LONG, Opcodes.TOP, Opcodes.TOP)),
                "the second half of a long is no value");
        assertArrayEquals(new Object[0], ValueTypes.forFrame(List.of(Opcodes.TOP)));
        assertArrayEquals(new Object[0], ValueTypes.forFrame(List.of()));
    }
}

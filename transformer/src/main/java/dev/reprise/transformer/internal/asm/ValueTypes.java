package dev.reprise.transformer.internal.asm;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Verification types (JVMS §4.10.1.2) in ASM's notation: an {@code Opcodes} integer, an internal name or array
 * descriptor, or the {@link Label} of a NEW. Lists of them are by slot: TOP follows a long or double.
 */
public final class ValueTypes {

    private ValueTypes() {}

    public static boolean isWide(Object type) {
        return type.equals(Opcodes.LONG) || type.equals(Opcodes.DOUBLE);
    }

    public static boolean isUninitialised(Object type) {
        return type instanceof Label || type.equals(Opcodes.UNINITIALIZED_THIS);
    }

    public static boolean isNull(Object type) {
        return type.equals(Opcodes.NULL);
    }

    public static boolean isReference(Object type) {
        return type instanceof String || isNull(type);
    }

    /** Returns the descriptor of a field that can hold a value of this type; the type must be initialised, not null. */
    public static String descriptor(Object type) {
        if (type instanceof String name) {
            return name.startsWith("[") ? name : "L" + name + ";";
        }
        if (type.equals(Opcodes.INTEGER)) {
            return "I";
        }
        if (type.equals(Opcodes.LONG)) {
            return "J";
        }
        if (type.equals(Opcodes.FLOAT)) {
            return "F";
        }
        if (type.equals(Opcodes.DOUBLE)) {
            return "D";
        }
        throw new IllegalArgumentException("no field can hold " + type);
    }

    /** Returns the type that a value of a declared type has on the stack. */
    public static Object of(Type declared) {
        return switch (declared.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> declared.getInternalName();
        };
    }

    /** Turns a list by slot into the list by value that {@code visitFrame} takes; trailing TOPs go. */
    public static Object[] forFrame(List<Object> bySlot) {
        List<Object> values = new ArrayList<>(bySlot.size());
        for (int slot = 0; slot < bySlot.size(); slot++) {
            Object type = bySlot.get(slot);
            values.add(type);
            if (isWide(type)) {
                slot++;
            }
        }
        int size = values.size();
        while (size > 0 && values.get(size - 1).equals(Opcodes.TOP)) {
            size--;
        }
        return values.subList(0, size).toArray();
    }
}

package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.asm.KnownClasses;
import dev.reprise.transformer.internal.asm.ValueTypes;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * Gives each value that a suspension saves a field of its kind, so that no suspension needs more fields than it has
 * values, and a local variable stays in one field where it can.
 *
 * <p>The kinds are the primitive ones and {@code Object}, which is cast when read back. A class that no instruction of the
 * method names may be inaccessible here, so that a cast to it would fail; such a value has a field of its exact type.
 */
final class FieldAllocator {

    private static final String OBJECT_DESCRIPTOR = "Ljava/lang/Object;";

    /** A value before it has a place; the slot is -1 for a stack entry. */
    record Value(int slot, Object type) {}

    private final Set<String> namedClasses;
    private final Map<String, List<FrameField>> fieldsOfKind = new LinkedHashMap<>();
    private final Map<Object, String> kinds = new HashMap<>();
    private final Map<Value, FrameField> homes = new HashMap<>();
    private int exactFields;

    FieldAllocator(Set<String> namedClasses) {
        this.namedClasses = namedClasses;
    }

    /** Places the values of one suspension. */
    List<SavedValue> place(List<Value> values) {
        Set<FrameField> taken = new HashSet<>();
        FrameField[] places = new FrameField[values.size()];
        for (int i = 0; i < places.length; i++) {
            FrameField home = homes.get(homeKey(values.get(i)));
            if (home != null && values.get(i).slot() >= 0 && taken.add(home)) {
                places[i] = home;
            }
        }
        List<SavedValue> saved = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            Value value = values.get(i);
            FrameField field = places[i];
            if (field == null && !ValueTypes.isNull(value.type())) {
                field = firstFree(kindOf(value.type()), taken);
                homes.put(homeKey(value), field);
            }
            saved.add(new SavedValue(value.slot(), value.type(), field));
        }
        return saved;
    }

    private Value homeKey(Value value) {
        return ValueTypes.isNull(value.type()) ? value : new Value(value.slot(), kindOf(value.type()));
    }

    private FrameField firstFree(String kind, Set<FrameField> taken) {
        List<FrameField> fields = fieldsOfKind.computeIfAbsent(kind, k -> new ArrayList<>());
        for (FrameField field : fields) {
            if (taken.add(field)) {
                return field;
            }
        }
        FrameField field = new FrameField(newName(kind, fields.size()), kind);
        fields.add(field);
        taken.add(field);
        return field;
    }

    private String newName(String kind, int number) {
        if (kind.length() == 1) {
            return Character.toLowerCase(kind.charAt(0)) + "" + number;
        }
        return kind.equals(OBJECT_DESCRIPTOR) ? "l" + number : "x" + exactFields++;
    }

    private String kindOf(Object type) {
        return kinds.computeIfAbsent(type, this::findKind);
    }

    private String findKind(Object type) {
        String descriptor = ValueTypes.descriptor(type);
        if (descriptor.length() == 1 || isExact(descriptor)) {
            return descriptor;
        }
        return OBJECT_DESCRIPTOR;
    }

    private boolean isExact(String descriptor) {
        Type type = Type.getType(descriptor);
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() != Type.OBJECT || descriptor.equals(OBJECT_DESCRIPTOR)) {
            return false;
        }
        String name = element.getInternalName();
        return !namedClasses.contains(name) && !KnownClasses.isAccessible(name);
    }

    List<FrameField> fields() {
        List<FrameField> all = new ArrayList<>();
        fieldsOfKind.values().forEach(all::addAll);
        return all;
    }
}

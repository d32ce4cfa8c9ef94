package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.asm.ValueTypes;
import dev.reprise.transformer.internal.model.AsyncMethod;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Where the body keeps its variables.
 *
 * <p>{@code this} stays in slot 0, the frame comes next, all others move up by one. The point, the body's second argument,
 * lies in the first slot after the frame and is read before anything is written there.
 *
 * <p>In a body that can be called directly, the parameters stay where they are; base, {@code at} and the frame come next,
 * all others move up by three.
 */
final class Slots {

    private final AsyncMethod method;

    /** The first slot that is not where the compiler had it. */
    private final int first;

    /** What lies there. */
    private final List<Object> inserted;

    Slots(AsyncMethod method) {
        this.method = method;
        if (method.direct() == null) {
            first = method.isStatic() ? 0 : 1;
            inserted = List.of(method.frameClass());
        } else {
            first = method.parameterSlots();
            inserted = List.of(RuntimeNames.FRAME, Opcodes.INTEGER, method.frameClass());
        }
    }

    int frame() {
        return first + inserted.size() - 1;
    }

    /** Returns the slot of the frame that the driver has entered. */
    int base() {
        return first;
    }

    /** Returns the slot of where a body begins that can be called directly; from then on, how deep it is nested. */
    int at() {
        return first + 1;
    }

    /** Returns the slot of the point at which the driver enters any other body. */
    int point() {
        return first + 1;
    }

    /** Returns the slot in the body of a slot in the original method. */
    int shifted(int slot) {
        return slot < first ? slot : slot + inserted.size();
    }

    /** Turns types of the original locals, by slot, into what {@code visitFrame} takes in the body. */
    Object[] frameLocals(List<Object> original) {
        List<Object> bySlot = new ArrayList<>(original);
        while (bySlot.size() < first) {
            bySlot.add(Opcodes.TOP);
        }
        bySlot.addAll(first, inserted);
        return ValueTypes.forFrame(bySlot);
    }

    /** Returns the types at a place that is reached from the dispatch: nothing but {@code this} and what is inserted. */
    Object[] withoutVariables() {
        return frameLocals(method.isStatic() ? List.of() : List.of(method.owner().name));
    }

    /** Returns the types where the method's own code begins. */
    Object[] withParameters() {
        List<Object> types = new ArrayList<>();
        if (!method.isStatic()) {
            types.add(method.owner().name);
        }
        for (Type parameter : Type.getArgumentTypes(method.method().desc)) {
            types.add(ValueTypes.of(parameter));
            if (parameter.getSize() > 1) {
                types.add(Opcodes.TOP);
            }
        }
        return frameLocals(types);
    }
}

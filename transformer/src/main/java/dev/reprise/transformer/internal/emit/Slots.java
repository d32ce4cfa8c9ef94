package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.ValueTypes;
import dev.reprise.transformer.internal.model.AsyncMethod;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Where the body keeps its variables: {@code this} stays in slot 0, the frame comes next, all others move up by one. The
 * point, the body's second argument, lies in the first slot after the frame and is read before anything is written there.
 */
final class Slots {

    private final AsyncMethod method;

    Slots(AsyncMethod method) {
        this.method = method;
    }

    int frame() {
        return method.isStatic() ? 0 : 1;
    }

    int point() {
        return frame() + 1;
    }

    /** Returns the slot in the body of a slot in the original method. */
    int shifted(int slot) {
        return slot < frame() ? slot : slot + 1;
    }

    /** Turns types of the original locals, by slot, into what {@code visitFrame} takes in the body. */
    Object[] frameLocals(List<Object> original) {
        List<Object> bySlot = new ArrayList<>(original);
        while (bySlot.size() < frame()) {
            bySlot.add(Opcodes.TOP);
        }
        bySlot.add(frame(), method.frameClass());
        return ValueTypes.forFrame(bySlot);
    }

    /** Returns the types at a place that is reached from the dispatch: nothing but the body's own arguments. */
    Object[] argumentsOnly() {
        return method.isStatic()
                ? new Object[] {method.frameClass()}
                : new Object[] {method.owner().name, method.frameClass()};
    }
}

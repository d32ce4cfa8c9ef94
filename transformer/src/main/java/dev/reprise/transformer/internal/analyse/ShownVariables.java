package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.asm.ValueTypes;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The slots in which a debugger finds a variable of the source before each instruction: those that the compiler's table
 * of variables names there and that hold a value of the variable's kind.
 */
final class ShownVariables {

    private static final BitSet NONE = new BitSet();

    private final @Nullable BitSet[] shown;

    private ShownVariables(int size) {
        this.shown = new @Nullable BitSet[size];
    }

    /** Returns what to keep if no debugger is thought of. */
    static ShownVariables none(ControlFlow flow) {
        return new ShownVariables(flow.size());
    }

    static ShownVariables of(MethodNode method, ControlFlow flow, FrameTypes types) {
        ShownVariables variables = new ShownVariables(flow.size());
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                variables.add(variable, flow, types);
            }
        }
        return variables;
    }

    private void add(LocalVariableNode variable, ControlFlow flow, FrameTypes types) {
        Object declared = ValueTypes.of(Type.getType(variable.desc));
        int end = flow.indexOf(variable.end);
        for (int i = flow.indexOf(variable.start); i < end; i++) {
            FrameTypes.State state = types.before(i);
            if (state != null && isOfKind(declared, state.local(variable.index))) {
                BitSet slots = shown[i] == null ? new BitSet() : shown[i];
                slots.set(variable.index);
                shown[i] = slots;
            }
        }
    }

    private static boolean isOfKind(Object declared, Object held) {
        return ValueTypes.isReference(declared) ? ValueTypes.isReference(held) : declared.equals(held);
    }

    /** Returns the slots before an instruction; not to be changed. */
    BitSet at(int index) {
        BitSet slots = shown[index];
        return slots == null ? NONE : slots;
    }
}

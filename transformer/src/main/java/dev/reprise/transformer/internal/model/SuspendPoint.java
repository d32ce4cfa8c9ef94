package dev.reprise.transformer.internal.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * A place where the body can be suspended.
 *
 * @param number 1, 2, ... in the order of the instructions
 * @param kind what is there
 * @param instruction the call of the intrinsic, or the return
 * @param line its source line, or 0
 * @param call the call that is fused with the await; null if there is none
 * @param stack the operands below the one that the intrinsic takes, the lowest first
 * @param locals the local variables that are read again
 * @param changed those of {@code locals} that their fields may not hold already
 * @param dead the reference fields that must be cleared because they may hold what nobody reads again
 * @param localTypes the types of the live locals, by slot, TOP for the others
 * @param stackTypes the types of {@code stack}
 */
public record SuspendPoint(
        int number,
        Kind kind,
        AbstractInsnNode instruction,
        int line,
        @Nullable FusedCall call,
        List<SavedValue> stack,
        List<SavedValue> locals,
        List<SavedValue> changed,
        List<FrameField> dead,
        List<Object> localTypes,
        List<Object> stackTypes) {

    /** Returns the locals that their fields hold already. */
    public List<SavedValue> held() {
        List<SavedValue> held = new ArrayList<>(locals);
        held.removeAll(new HashSet<>(changed));
        return held;
    }

    /** The ways to suspend. */
    public enum Kind {
        /** {@code await(x)}: suspended while the child is. */
        AWAIT,
        /** {@code suspend(x)}, or {@code emit(x)} in a generator: suspended in itself. */
        SUSPEND,
        /** {@code emit(x)} in an asynchronous generator: the step ends, and whoever awaits the body goes on. */
        EMIT,
        /** {@code return x}: an await whose result is the method's. */
        TAIL
    }
}

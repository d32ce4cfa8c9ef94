package dev.reprise.transformer.internal.model;

import java.util.Objects;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The call whose coroutine is awaited at once, so that the body of what it calls can be called in its place.
 *
 * @param instruction the call; nothing but labels and lines stand between it and the await
 * @param callee what it calls, which can be called directly
 * @param boxed whether a primitive result is to be boxed; if not, it was to be unboxed at once, or dropped
 */
public record FusedCall(MethodInsnNode instruction, AsyncMethod callee, boolean boxed) {

    /** Returns what the call returns. */
    public DirectResult result() {
        return Objects.requireNonNull(callee.direct());
    }
}

package dev.reprise.transformer.internal.model;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The call whose coroutine is awaited at once, so that the body of what it calls can be called in its place.
 *
 * @param instruction the call; nothing but labels and lines stand between it and the await
 * @param callee the method that it calls, which can be called directly; null for one of another class, which is linked at
 *     run time
 * @param result what the direct call returns
 * @param boxed whether a primitive result is to be boxed; if not, it was to be unboxed at once, or dropped
 */
public record FusedCall(
        MethodInsnNode instruction, @Nullable AsyncMethod callee, DirectResult result, boolean boxed) {}

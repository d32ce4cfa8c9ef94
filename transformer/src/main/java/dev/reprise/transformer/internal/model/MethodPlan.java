package dev.reprise.transformer.internal.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;

/**
 * All that emission needs to know of a method.
 *
 * @param method what is rewritten
 * @param fields the fields of its frame class, besides the owner
 * @param entry the parameters, with the fields in which they wait for the first step; those that are never read are
 *     missing
 * @param points the suspension points in the order of their instructions
 * @param frames the frames that replace the compiler's
 * @param results the returns that end the body with a value, and how
 * @param left the reference fields that may still be filled at each of these returns
 * @param removed instructions that moving creations has made void
 * @param replaced stack instructions of which moving creations leaves another one
 * @param creations the constructor calls before which an object is now created
 * @param scopes where the source's variables are in their slots
 */
public record MethodPlan(
        AsyncMethod method,
        List<FrameField> fields,
        List<SavedValue> entry,
        List<SuspendPoint> points,
        Map<FrameNode, FrameShape> frames,
        Map<AbstractInsnNode, Result> results,
        Map<AbstractInsnNode, List<FrameField>> left,
        Set<AbstractInsnNode> removed,
        Map<AbstractInsnNode, Integer> replaced,
        Map<AbstractInsnNode, MovedCreation> creations,
        List<VariableScope> scopes) {

    /** How a return that is no suspension ends the body. */
    public enum Result {
        /** {@code return Coroutine.of(v)}: the call is dropped, {@code v} is the result. */
        VALUE,
        /** {@code return Coroutine.done()}: the call is dropped, there is no result. */
        NOTHING,
        /** A coroutine that was built complete on every way here: its result is the result. */
        COMPLETED
    }

    /** Copies the collections. */
    public MethodPlan {
        fields = List.copyOf(fields);
        entry = List.copyOf(entry);
        points = List.copyOf(points);
        frames = Map.copyOf(frames);
        results = Map.copyOf(results);
        left = Map.copyOf(left);
        removed = Set.copyOf(removed);
        replaced = Map.copyOf(replaced);
        creations = Map.copyOf(creations);
        scopes = List.copyOf(scopes);
    }
}

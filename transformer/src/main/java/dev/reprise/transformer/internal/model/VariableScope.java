package dev.reprise.transformer.internal.model;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;

/**
 * A stretch of the body in which a variable of the source is in its slot; a variable has several if it is not restored
 * after each suspension.
 */
public record VariableScope(LocalVariableNode variable, Edge from, Edge to) {

    /** A place in the body, told by an instruction of the original method. */
    public record Edge(AbstractInsnNode at, Side side) {}

    /** Which place of an instruction. */
    public enum Side {
        /** Before its code. */
        BEFORE,
        /** Of a suspension: where the body is left. */
        LEAVING,
        /** Of a suspension: where everything has been restored. */
        RESTORED
    }
}

package dev.reprise.transformer.internal.model;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method that is to be rewritten, with the names of what it becomes.
 *
 * @param owner the class
 * @param method the method as the compiler wrote it; nobody changes it
 * @param kind what its return type makes of it
 * @param frameClass internal name of its frame class
 * @param bodyName the private method that holds the body
 * @param trampolineName the static method through which the frame class reaches the body
 */
public record AsyncMethod(
        ClassNode owner, MethodNode method, AsyncKind kind, String frameClass, String bodyName, String trampolineName) {

    /** The descriptor of body and trampoline: frame and point in, true out if suspended for whoever drives it. */
    public String bodyDescriptor() {
        return "(L" + frameClass + ";I)Z";
    }

    public boolean isStatic() {
        return (method.access & Opcodes.ACC_STATIC) != 0;
    }

    public boolean isInInterface() {
        return (owner.access & Opcodes.ACC_INTERFACE) != 0;
    }
}

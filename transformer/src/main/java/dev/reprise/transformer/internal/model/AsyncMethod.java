package dev.reprise.transformer.internal.model;

import dev.reprise.transformer.internal.asm.RuntimeNames;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method that is to be rewritten, with the names of what it becomes.
 *
 * @param owner the class
 * @param method the method as the compiler wrote it; nobody changes it
 * @param kind what its return type makes of it
 * @param frameClass internal name of its frame class
 * @param bodyName the method that holds the body
 * @param trampolineName the static method through which the frame class reaches the body
 * @param direct what the body returns if it can be called directly; null if only the driver can enter it
 */
public record AsyncMethod(
        ClassNode owner,
        MethodNode method,
        AsyncKind kind,
        String frameClass,
        String bodyName,
        String trampolineName,
        @Nullable DirectResult direct) {

    /** Returns the same method, with a body that can be called directly. */
    public AsyncMethod callable(String body, DirectResult result) {
        return new AsyncMethod(owner, method, kind, frameClass, body, trampolineName, result);
    }

    /** Tells whether other classes may link to the body; the method's visibility is the body's then. */
    public boolean isLinked() {
        return direct != null && isStatic() && !isPrivate();
    }

    /** The descriptor of the trampoline: frame and point in, true out if suspended for whoever drives it. */
    public String trampolineDescriptor() {
        return "(L" + frameClass + ";I)Z";
    }

    /**
     * The descriptor of the body: the trampoline's; or, if it can be called directly, the method's own parameters, the frame
     * that the driver has entered and where the body is to begin, with the result out.
     */
    public String bodyDescriptor() {
        if (direct == null) {
            return trampolineDescriptor();
        }
        return directDescriptor(method.desc, direct);
    }

    /** Returns the descriptor of the direct call of a method. */
    public static String directDescriptor(String method, DirectResult result) {
        return method.substring(0, method.indexOf(')')) + "L" + RuntimeNames.FRAME + ";I)" + result.descriptor();
    }

    /** Returns how many slots the parameters take, with {@code this}. */
    public int parameterSlots() {
        int withThis = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        return isStatic() ? withThis - 1 : withThis;
    }

    /** Tells whether a call is one of this method, if it cannot be overridden. */
    public boolean isCalledBy(MethodInsnNode call) {
        return call.owner.equals(owner.name)
                && call.name.equals(method.name)
                && call.desc.equals(method.desc)
                && (call.getOpcode() == Opcodes.INVOKESTATIC) == isStatic();
    }

    public boolean isStatic() {
        return (method.access & Opcodes.ACC_STATIC) != 0;
    }

    public boolean isPrivate() {
        return (method.access & Opcodes.ACC_PRIVATE) != 0;
    }

    public boolean isInInterface() {
        return (owner.access & Opcodes.ACC_INTERFACE) != 0;
    }
}

package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.FrameField;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the static method through which a frame class reaches the private body.
 *
 * <p>The body is private so that a subclass in the same package, with a method of the same name, cannot override it; the
 * frame class is no nest mate, since editing the nest host would break incremental builds.
 */
final class Trampoline {

    private Trampoline() {}

    static MethodNode emit(AsyncMethod method) {
        // an interface has no package-private methods
        int visibility = method.isInInterface() ? Opcodes.ACC_PUBLIC : 0;
        MethodNode out = new MethodNode(
                Opcodes.ASM9,
                Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC | visibility,
                method.trampolineName(),
                method.bodyDescriptor(),
                null,
                null);
        if (!method.isStatic()) {
            FrameField owner = FrameClassEmitter.ownerField(method);
            out.visitVarInsn(Opcodes.ALOAD, 0);
            out.visitFieldInsn(Opcodes.GETFIELD, method.frameClass(), owner.name(), owner.descriptor());
        }
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitVarInsn(Opcodes.ILOAD, 1);
        out.visitMethodInsn(
                method.isStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
                method.owner().name,
                method.bodyName(),
                method.bodyDescriptor(),
                method.isInInterface());
        out.visitInsn(Opcodes.IRETURN);
        StackAndLocals.ofArguments(out, 3); // owner, frame and point
        return out;
    }
}

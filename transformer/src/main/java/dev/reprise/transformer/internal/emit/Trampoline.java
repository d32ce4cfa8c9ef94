package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.DirectResult;
import dev.reprise.transformer.internal.model.FrameField;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
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
                method.trampolineDescriptor(),
                null,
                null);
        if (!method.isStatic()) {
            FrameField owner = FrameClassEmitter.ownerField(method);
            out.visitVarInsn(Opcodes.ALOAD, 0);
            out.visitFieldInsn(Opcodes.GETFIELD, method.frameClass(), owner.name(), owner.descriptor());
        }
        int arguments = method.direct() == null ? 0 : pushNothing(method, out);
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitVarInsn(Opcodes.ILOAD, 1);
        out.visitMethodInsn(
                method.isStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
                method.owner().name,
                method.bodyName(),
                method.bodyDescriptor(),
                method.isInInterface());
        DirectResult result = method.direct();
        if (result != null) {
            // return ended(result, frame)
            out.visitVarInsn(Opcodes.ALOAD, 0);
            Instructions.callFrame(out, new ResultForm(result, out).ended());
        }
        out.visitInsn(Opcodes.IRETURN);
        StackAndLocals.ofArguments(out, arguments + 3); // owner, frame and point
        return out;
    }

    /** Pushes arguments that the body does not read when it is entered here; returns how many slots they take. */
    private static int pushNothing(AsyncMethod method, MethodNode out) {
        int slots = 0;
        for (Type parameter : Type.getArgumentTypes(method.method().desc)) {
            out.visitInsn(
                    switch (parameter.getSort()) {
                        case Type.LONG -> Opcodes.LCONST_0;
                        case Type.FLOAT -> Opcodes.FCONST_0;
                        case Type.DOUBLE -> Opcodes.DCONST_0;
                        case Type.ARRAY, Type.OBJECT -> Opcodes.ACONST_NULL;
                        default -> Opcodes.ICONST_0;
                    });
            slots += parameter.getSize();
        }
        return slots;
    }
}

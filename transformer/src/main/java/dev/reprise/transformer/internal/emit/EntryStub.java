package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.AsyncKind;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.ArrayList;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes what the method itself becomes: it makes the frame and puts into it what the body needs.
 *
 * <pre>{@code
 * Frame frame = new Frame();
 * frame.owner = this;
 * frame.l0 = parameter; ...
 * return frame;
 * }</pre>
 *
 * <p>It has no line, so that a breakpoint on the first one is hit when that is run, and it is marked as generated, so that
 * coverage tools leave it out: calling the method runs nothing of the source.
 *
 * <p>The arguments do not go through a constructor: with the method's 255 it would have one too many (JVMS §4.3.3).
 */
final class EntryStub {

    private EntryStub() {}

    static MethodNode emit(MethodPlan plan) {
        AsyncMethod method = plan.method();
        MethodNode stub = declare(method.method());
        Label start = new Label();
        stub.visitLabel(start);
        stub.visitTypeInsn(Opcodes.NEW, method.frameClass());
        stub.visitInsn(Opcodes.DUP);
        FrameClassEmitter.callConstructor(stub, method, method.kind() == AsyncKind.COROUTINE);
        if (!method.isStatic()) {
            FrameField owner = FrameClassEmitter.ownerField(method);
            stub.visitInsn(Opcodes.DUP);
            stub.visitVarInsn(Opcodes.ALOAD, 0);
            stub.visitFieldInsn(Opcodes.PUTFIELD, method.frameClass(), owner.name(), owner.descriptor());
        }
        for (SavedValue parameter : plan.entry()) {
            emitParameter(stub, method, parameter);
        }
        switch (method.kind()) {
            case COROUTINE -> {} // the frame itself
            case GENERATOR -> Instructions.callFrame(stub, RuntimeNames.GENERATOR_OF);
            case ASYNC_GENERATOR -> Instructions.callFrame(stub, RuntimeNames.ASYNC_GENERATOR_OF);
        }
        stub.visitInsn(Opcodes.ARETURN);
        Label end = new Label();
        stub.visitLabel(end);
        emitVariables(stub, method.method(), start, end);
        StackAndLocals.ofArguments(stub, 4); // the frame twice and an argument
        return stub;
    }

    private static void emitParameter(MethodNode stub, AsyncMethod method, SavedValue parameter) {
        FrameField field = parameter.field();
        if (field != null) {
            stub.visitInsn(Opcodes.DUP);
            stub.visitVarInsn(Type.getType(field.descriptor()).getOpcode(Opcodes.ILOAD), parameter.slot());
            stub.visitFieldInsn(Opcodes.PUTFIELD, method.frameClass(), field.name(), field.descriptor());
        }
    }

    /** Copies all of the method but its code. */
    private static MethodNode declare(MethodNode original) {
        MethodNode stub = new MethodNode(
                Opcodes.ASM9,
                original.access,
                original.name,
                original.desc,
                original.signature,
                original.exceptions.toArray(new String[0]));
        stub.parameters = original.parameters;
        stub.visibleAnnotations = original.visibleAnnotations;
        if (original.invisibleAnnotations != null) {
            stub.invisibleAnnotations = new ArrayList<>(original.invisibleAnnotations);
        }
        stub.visitAnnotation(RuntimeNames.GENERATED_DESCRIPTOR, false).visitEnd();
        stub.visibleTypeAnnotations = original.visibleTypeAnnotations;
        stub.invisibleTypeAnnotations = original.invisibleTypeAnnotations;
        stub.visibleParameterAnnotations = original.visibleParameterAnnotations;
        stub.invisibleParameterAnnotations = original.invisibleParameterAnnotations;
        stub.visibleAnnotableParameterCount = original.visibleAnnotableParameterCount;
        stub.invisibleAnnotableParameterCount = original.invisibleAnnotableParameterCount;
        stub.attrs = original.attrs;
        return stub;
    }

    private static void emitVariables(MethodVisitor stub, MethodNode original, Label start, Label end) {
        int parameterSlots = Type.getArgumentsAndReturnSizes(original.desc) >> 2;
        if ((original.access & Opcodes.ACC_STATIC) != 0) {
            parameterSlots--;
        }
        if (original.localVariables != null) {
            for (LocalVariableNode variable : original.localVariables) {
                if (variable.index < parameterSlots && variable.start == original.instructions.getFirst()) {
                    stub.visitLocalVariable(
                            variable.name, variable.desc, variable.signature, start, end, variable.index);
                }
            }
        }
    }
}

package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.SuspendPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the frame class of a method.
 *
 * <pre>{@code
 * @Transformed(...) final class Owner$name$async$0 extends AsyncFrame {
 *     static { checkAbi(1, "Owner$name$async$0"); }
 *     Owner owner;
 *     Object l0; int i0; ...
 *     static Frame made(Frame frame) { return frame != null ? frame : new Frame(); }   // if the body can be called directly
 *     protected boolean step(int point) { return Owner.trampoline(this, point); }
 *     protected void release() { owner = null; l0 = null; ... }
 *     protected String source() { return "Owner|name|Owner.java|10|12|14"; }
 * }
 * }</pre>
 */
final class FrameClassEmitter {

    /** Between the parts of a source; it may stand in no name (JVMS §4.2.2), only in that of a file. */
    private static final char SEPARATOR = ';';

    /** Returns the field that holds {@code this} of an instance method. */
    static FrameField ownerField(AsyncMethod method) {
        return new FrameField("owner", "L" + method.owner().name + ";");
    }

    /**
     * The static method that makes a frame for a body that was called directly, unless it has one. The body does not look
     * itself: a coverage tool would report a branch.
     */
    static final String MADE = "made";

    private static final String CONSTRUCTOR_DESCRIPTOR = "(Z)V";

    private static final int GENERATED = Opcodes.ACC_SYNTHETIC;

    private FrameClassEmitter() {}

    static byte[] emit(MethodPlan plan, String version) {
        AsyncMethod method = plan.method();
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        out.visit(
                method.owner().version,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | GENERATED,
                method.frameClass(),
                null,
                RuntimeNames.FRAME,
                null);
        out.visitSource(method.owner().sourceFile, null);
        AnnotationVisitor mark = out.visitAnnotation(RuntimeNames.TRANSFORMED_DESCRIPTOR, false);
        mark.visit("version", version);
        mark.visit("abi", RuntimeNames.ABI);
        mark.visit("owner", method.owner().name);
        mark.visitEnd();
        emitFields(out, plan);
        emitInitialisers(out, method);
        if (method.direct() != null && !plan.points().isEmpty()) {
            emitMade(out, method);
        }
        emitStep(out, method);
        emitRelease(out, plan);
        emitSource(out, plan);
        out.visitEnd();
        return out.toByteArray();
    }

    private static void emitFields(ClassWriter out, MethodPlan plan) {
        for (FrameField field : fields(plan)) {
            out.visitField(GENERATED, field.name(), field.descriptor(), null, null);
        }
    }

    private static List<FrameField> fields(MethodPlan plan) {
        List<FrameField> fields = new ArrayList<>();
        if (!plan.method().isStatic()) {
            fields.add(ownerField(plan.method()));
        }
        fields.addAll(plan.fields());
        return fields;
    }

    private static void emitInitialisers(ClassWriter out, AsyncMethod method) {
        MethodVisitor clinit = begin(out, Opcodes.ACC_STATIC, "<clinit>", "()V");
        Instructions.pushInt(clinit, RuntimeNames.ABI);
        clinit.visitLdcInsn(method.frameClass());
        Instructions.callFrame(clinit, RuntimeNames.CHECK_ABI);
        end(clinit, Opcodes.RETURN);

        MethodVisitor init = begin(out, 0, "<init>", CONSTRUCTOR_DESCRIPTOR);
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitVarInsn(Opcodes.ILOAD, 1);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, RuntimeNames.FRAME, "<init>", CONSTRUCTOR_DESCRIPTOR, false);
        end(init, Opcodes.RETURN);
    }

    /**
     * Calls the constructor.
     *
     * @param tracked whether a coroutine is made that has not started, and is missed if it never is
     */
    static void callConstructor(MethodVisitor out, AsyncMethod method, boolean tracked) {
        out.visitInsn(tracked ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, method.frameClass(), "<init>", CONSTRUCTOR_DESCRIPTOR, false);
    }

    static String madeDescriptor(AsyncMethod method) {
        String frame = "L" + method.frameClass() + ";";
        return "(" + frame + ")" + frame;
    }

    private static void emitMade(ClassWriter out, AsyncMethod method) {
        MethodVisitor made = begin(out, Opcodes.ACC_STATIC, MADE, madeDescriptor(method));
        Label missing = new Label();
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitJumpInsn(Opcodes.IFNULL, missing);
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitInsn(Opcodes.ARETURN);
        made.visitLabel(missing);
        Object[] locals = {method.frameClass()};
        made.visitFrame(Opcodes.F_NEW, 1, locals, 0, new Object[0]);
        made.visitTypeInsn(Opcodes.NEW, method.frameClass());
        made.visitInsn(Opcodes.DUP);
        callConstructor(made, method, false);
        end(made, Opcodes.ARETURN);
    }

    private static void emitStep(ClassWriter out, AsyncMethod method) {
        MethodVisitor step = begin(out, Opcodes.ACC_PROTECTED, RuntimeNames.STEP, RuntimeNames.STEP_DESCRIPTOR);
        step.visitVarInsn(Opcodes.ALOAD, 0);
        step.visitVarInsn(Opcodes.ILOAD, 1);
        step.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                method.owner().name,
                method.trampolineName(),
                method.trampolineDescriptor(),
                method.isInInterface());
        end(step, Opcodes.IRETURN);
    }

    private static void emitRelease(ClassWriter out, MethodPlan plan) {
        MethodVisitor release =
                begin(out, Opcodes.ACC_PROTECTED, RuntimeNames.RELEASE, RuntimeNames.RELEASE_DESCRIPTOR);
        for (FrameField field : fields(plan)) {
            if (field.holdsReference()) {
                release.visitVarInsn(Opcodes.ALOAD, 0);
                release.visitInsn(Opcodes.ACONST_NULL);
                release.visitFieldInsn(Opcodes.PUTFIELD, plan.method().frameClass(), field.name(), field.descriptor());
            }
        }
        end(release, Opcodes.RETURN);
    }

    private static void emitSource(ClassWriter out, MethodPlan plan) {
        MethodVisitor source = begin(out, Opcodes.ACC_PROTECTED, RuntimeNames.SOURCE, RuntimeNames.SOURCE_DESCRIPTOR);
        source.visitLdcInsn(sourceOf(plan));
        end(source, Opcodes.ARETURN);
    }

    private static MethodVisitor begin(ClassWriter out, int access, String name, String descriptor) {
        MethodVisitor method = out.visitMethod(access | GENERATED, name, descriptor, null, null);
        method.visitCode();
        return method;
    }

    private static void end(MethodVisitor method, int returnOpcode) {
        method.visitInsn(returnOpcode);
        method.visitMaxs(0, 0); // computed
        method.visitEnd();
    }

    /** Returns where the body is from, in the form that the runtime takes apart. */
    private static String sourceOf(MethodPlan plan) {
        AsyncMethod method = plan.method();
        StringBuilder text = new StringBuilder();
        text.append(method.owner().name.replace('/', '.')).append(SEPARATOR);
        text.append(method.method().name).append(SEPARATOR);
        text.append(Objects.requireNonNullElse(method.owner().sourceFile, "Unknown Source")
                        .replace(SEPARATOR, '_'))
                .append(SEPARATOR);
        text.append(Instructions.firstLineOf(method.method()));
        for (SuspendPoint point : plan.points()) {
            text.append(SEPARATOR).append(point.line());
        }
        return text.toString();
    }
}

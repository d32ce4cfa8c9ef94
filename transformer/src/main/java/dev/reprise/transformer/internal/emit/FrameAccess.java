package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.asm.ValueTypes;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.FrameField;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.SavedValue;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the moves between the frame's fields and the body's locals and stack. */
final class FrameAccess {

    private final MethodVisitor out;
    private final Slots slots;
    private final AsyncMethod method;
    private final String frameClass;

    FrameAccess(MethodPlan plan, Slots slots, MethodVisitor out) {
        this.out = out;
        this.slots = slots;
        this.method = plan.method();
        this.frameClass = method.frameClass();
    }

    void loadFrame() {
        out.visitVarInsn(Opcodes.ALOAD, slots.frame());
    }

    /** Writes {@code frame.field = local}. */
    void saveLocal(SavedValue value) {
        FrameField field = value.field();
        if (field != null) {
            loadFrame();
            out.visitVarInsn(type(field).getOpcode(Opcodes.ILOAD), slots.shifted(value.slot()));
            put(field);
        }
    }

    /** Writes {@code frame.owner = this}. */
    void saveOwner() {
        if (!method.isStatic()) {
            loadFrame();
            out.visitVarInsn(Opcodes.ALOAD, 0);
            put(FrameClassEmitter.ownerField(method));
        }
    }

    /** Writes {@code frame.field = top of the stack}. */
    void saveStackTop(SavedValue value) {
        FrameField field = value.field();
        if (field == null) {
            out.visitInsn(Opcodes.POP);
            return;
        }
        loadFrame();
        if (ValueTypes.isWide(value.type())) {
            out.visitInsn(Opcodes.DUP_X2);
            out.visitInsn(Opcodes.POP);
        } else {
            out.visitInsn(Opcodes.SWAP);
        }
        put(field);
    }

    /** Writes {@code local = (Type) frame.field}. */
    void restoreLocal(SavedValue value) {
        restoreStackTop(value);
        FrameField field = value.field();
        int store = field == null ? Opcodes.ASTORE : type(field).getOpcode(Opcodes.ISTORE);
        out.visitVarInsn(store, slots.shifted(value.slot()));
    }

    /** Pushes {@code (Type) frame.field}. */
    void restoreStackTop(SavedValue value) {
        FrameField field = value.field();
        if (field == null) {
            out.visitInsn(Opcodes.ACONST_NULL);
            return;
        }
        loadFrame();
        out.visitFieldInsn(Opcodes.GETFIELD, frameClass, field.name(), field.descriptor());
        if (value.needsCast()) {
            out.visitTypeInsn(Opcodes.CHECKCAST, (String) value.type());
        }
    }

    /** Writes {@code frame.owner = null; frame.field = null; ...}: an ended body needs nothing. */
    void clearAtEnd(List<FrameField> fields) {
        if (!method.isStatic()) {
            clear(FrameClassEmitter.ownerField(method));
        }
        fields.forEach(this::clear);
    }

    /** Writes {@code frame.field = null}. */
    void clear(FrameField field) {
        loadFrame();
        out.visitInsn(Opcodes.ACONST_NULL);
        put(field);
    }

    private void put(FrameField field) {
        out.visitFieldInsn(Opcodes.PUTFIELD, frameClass, field.name(), field.descriptor());
    }

    private static Type type(FrameField field) {
        return Type.getType(field.descriptor());
    }
}

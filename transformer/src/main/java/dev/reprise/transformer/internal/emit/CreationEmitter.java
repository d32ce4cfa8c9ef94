package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.model.MovedCreation;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** Writes a constructor call whose NEW has moved to it. */
final class CreationEmitter {

    private final MethodVisitor out;
    private final Slots slots;
    private final int temporarySlot;

    CreationEmitter(MethodVisitor out, Slots slots, int temporarySlot) {
        this.out = out;
        this.slots = slots;
        this.temporarySlot = temporarySlot;
    }

    void emit(MethodInsnNode constructor, MovedCreation creation) {
        // temporaries = arguments;
        List<Type> arguments = creation.arguments();
        int slot = temporarySlot + arguments.stream().mapToInt(Type::getSize).sum();
        for (int i = arguments.size() - 1; i >= 0; i--) {
            slot -= arguments.get(i).getSize();
            out.visitVarInsn(arguments.get(i).getOpcode(Opcodes.ISTORE), slot);
        }
        // new Type, and as many copies as the stack and the locals are to have
        out.visitTypeInsn(Opcodes.NEW, creation.type());
        for (int copy = 0;
                copy < creation.stackCopies() + creation.localCopies().size();
                copy++) {
            out.visitInsn(Opcodes.DUP);
        }
        for (Type argument : arguments) {
            out.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            slot += argument.getSize();
        }
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, constructor.owner, constructor.name, constructor.desc, false);
        for (int local : creation.localCopies()) {
            out.visitVarInsn(Opcodes.ASTORE, slots.shifted(local));
        }
    }
}

package dev.reprise.transformer.internal.analyse;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Writes a method's code by hand. A name marks a place: the index of its label stands for the instruction after it. */
final class Code {

    private final MethodNode method = new MethodNode(Opcodes.ASM9, Opcodes.ACC_STATIC, "code", "()V", null, null);
    private final Map<String, Label> labels = new HashMap<>();

    private Label label(String name) {
        return labels.computeIfAbsent(name, n -> new Label());
    }

    Code mark(String name) {
        method.visitLabel(label(name));
        return this;
    }

    Code op(int... opcodes) {
        for (int opcode : opcodes) {
            method.visitInsn(opcode);
        }
        return this;
    }

    Code var(int opcode, int slot) {
        method.visitVarInsn(opcode, slot);
        return this;
    }

    Code increment(int slot) {
        method.visitIincInsn(slot, 1);
        return this;
    }

    Code jump(int opcode, String target) {
        method.visitJumpInsn(opcode, label(target));
        return this;
    }

    Code table(String otherwise, String... targets) {
        Label[] all = new Label[targets.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = label(targets[i]);
        }
        method.visitTableSwitchInsn(0, all.length - 1, label(otherwise), all);
        return this;
    }

    Code lookup(String otherwise, String target) {
        method.visitLookupSwitchInsn(label(otherwise), new int[] {7}, new Label[] {label(target)});
        return this;
    }

    Code protect(String from, String to, String handler) {
        method.visitTryCatchBlock(label(from), label(to), label(handler), null);
        return this;
    }

    MethodNode method() {
        return method;
    }

    ControlFlow flow() {
        return new ControlFlow(method);
    }

    /** Returns the index of a place. */
    int at(String name) {
        return method.instructions.indexOf((LabelNode) Objects.requireNonNull(label(name).info));
    }
}

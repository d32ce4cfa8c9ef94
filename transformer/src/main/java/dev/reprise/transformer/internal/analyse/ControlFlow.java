package dev.reprise.transformer.internal.analyse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Where control can go from each instruction: on to its successors, or to the handlers of the ranges around it. */
final class ControlFlow {

    private final AbstractInsnNode[] instructions;
    private final Map<AbstractInsnNode, Integer> indices = new HashMap<>();
    private final List<List<Integer>> successors = new ArrayList<>();
    private final List<List<Integer>> handlers = new ArrayList<>();

    ControlFlow(MethodNode method) {
        instructions = method.instructions.toArray();
        for (int i = 0; i < instructions.length; i++) {
            indices.put(instructions[i], i);
            handlers.add(List.of());
        }
        for (int i = 0; i < instructions.length; i++) {
            successors.add(successorsOf(i));
        }
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            int handler = indexOf(range.handler);
            for (int i = indexOf(range.start); i < indexOf(range.end); i++) {
                List<Integer> more = new ArrayList<>(handlers.get(i));
                more.add(handler);
                handlers.set(i, more);
            }
        }
    }

    int size() {
        return instructions.length;
    }

    AbstractInsnNode instruction(int index) {
        return instructions[index];
    }

    int indexOf(AbstractInsnNode instruction) {
        Integer index = indices.get(instruction);
        if (index == null) {
            throw new IllegalArgumentException("not an instruction of this method");
        }
        return index;
    }

    List<Integer> successors(int index) {
        return successors.get(index);
    }

    /** Returns where an exception of this instruction can be handled in the method. */
    List<Integer> handlers(int index) {
        return handlers.get(index);
    }

    private List<Integer> successorsOf(int index) {
        AbstractInsnNode instruction = instructions[index];
        List<Integer> next = new ArrayList<>(2);
        if (instruction instanceof JumpInsnNode jump) {
            next.add(indexOf(jump.label));
        } else if (instruction instanceof TableSwitchInsnNode table) {
            addAll(next, table.labels, table.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            addAll(next, lookup.labels, lookup.dflt);
        }
        if (fallsThrough(instruction) && index + 1 < instructions.length) {
            next.add(index + 1);
        }
        return next;
    }

    private void addAll(List<Integer> next, List<LabelNode> labels, LabelNode otherwise) {
        for (LabelNode label : labels) {
            next.add(indexOf(label));
        }
        next.add(indexOf(otherwise));
    }

    private static boolean fallsThrough(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return switch (opcode) {
            case Opcodes.GOTO, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH, Opcodes.ATHROW -> false;
            default -> opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN;
        };
    }
}

package dev.reprise.transformer.internal.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Where control can go from each instruction: on to its successors, or to the handlers of the ranges around it. */
final class ControlFlow {

    private static final int[] NOWHERE = {};

    private final InsnList list;
    private final AbstractInsnNode[] instructions;
    private final int[][] successors;

    /** Neighbours in the same ranges share one array. */
    private final int[][] handlers;

    ControlFlow(MethodNode method) {
        list = method.instructions;
        instructions = list.toArray();
        successors = new int[instructions.length][];
        for (int i = 0; i < instructions.length; i++) {
            successors[i] = successorsOf(i);
        }
        handlers = new int[instructions.length][];
        Arrays.fill(handlers, NOWHERE);
        if (!method.tryCatchBlocks.isEmpty()) {
            findHandlers(method.tryCatchBlocks);
        }
    }

    int size() {
        return instructions.length;
    }

    AbstractInsnNode instruction(int index) {
        return instructions[index];
    }

    int indexOf(AbstractInsnNode instruction) {
        int index = list.indexOf(instruction);
        if (index < 0 || index >= instructions.length || instructions[index] != instruction) {
            throw new IllegalArgumentException("not an instruction of this method");
        }
        return index;
    }

    int[] successors(int index) {
        return successors[index];
    }

    /** Returns where an exception of this instruction can be handled in the method. */
    int[] handlers(int index) {
        return handlers[index];
    }

    /** Tells whether control only goes on to the next instruction, in the same exception ranges. */
    boolean goesStraightOn(int index) {
        int[] next = successors[index];
        return next.length == 1 && next[0] == index + 1 && handlers[index] == handlers[index + 1];
    }

    private void findHandlers(List<TryCatchBlockNode> ranges) {
        SortedSet<Integer> edges = new TreeSet<>();
        for (TryCatchBlockNode range : ranges) {
            edges.add(indexOf(range.start));
            edges.add(indexOf(range.end));
        }
        Integer from = null;
        for (int to : edges) {
            if (from != null) {
                Arrays.fill(handlers, from, to, handlersOf(from, ranges));
            }
            from = to;
        }
    }

    /** No range begins or ends after {@code index} before the next edge. */
    private int[] handlersOf(int index, List<TryCatchBlockNode> ranges) {
        int[] found = ranges.stream()
                .filter(range -> indexOf(range.start) <= index && index < indexOf(range.end))
                .mapToInt(range -> indexOf(range.handler))
                .distinct()
                .toArray();
        return found.length == 0 ? NOWHERE : found;
    }

    private int[] successorsOf(int index) {
        AbstractInsnNode instruction = instructions[index];
        boolean fallsThrough = fallsThrough(instruction) && index + 1 < instructions.length;
        if (instruction instanceof JumpInsnNode jump) {
            int target = indexOf(jump.label);
            return fallsThrough ? new int[] {target, index + 1} : new int[] {target};
        } else if (instruction instanceof TableSwitchInsnNode table) {
            return targets(table.labels, table.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            return targets(lookup.labels, lookup.dflt);
        }
        return fallsThrough ? new int[] {index + 1} : NOWHERE;
    }

    private int[] targets(List<LabelNode> labels, LabelNode otherwise) {
        List<LabelNode> all = new ArrayList<>(labels);
        all.add(otherwise);
        return all.stream().mapToInt(this::indexOf).distinct().toArray();
    }

    private static boolean fallsThrough(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return switch (opcode) {
            case Opcodes.GOTO, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH, Opcodes.ATHROW -> false;
            default -> opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN;
        };
    }
}

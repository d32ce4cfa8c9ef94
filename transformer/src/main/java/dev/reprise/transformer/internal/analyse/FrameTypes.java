package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.model.AsyncMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The verification types before each instruction, by simulating forward from the frames that the compiler wrote. No type
 * is ever merged, so no class is ever looked up.
 */
final class FrameTypes {

    /** Types by slot: TOP follows a long or double, on the stack too. */
    record State(List<Object> locals, List<Object> stack) {

        Object local(int slot) {
            return slot < locals.size() ? locals.get(slot) : Opcodes.TOP;
        }
    }

    private final @Nullable State[] before;
    private final Map<Label, AbstractInsnNode> creations = new HashMap<>();
    private final Map<Label, Label> canonical = new HashMap<>();

    private FrameTypes(int size) {
        this.before = new @Nullable State[size];
    }

    static FrameTypes of(AsyncMethod target) {
        MethodNode method = target.method();
        FrameTypes types = new FrameTypes(method.instructions.size());
        AnalyzerAdapter simulation =
                new AnalyzerAdapter(target.owner().name, method.access, method.name, method.desc, null);
        List<Label> labels = new ArrayList<>();
        State state = types.snapshot(simulation);
        int index = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            types.before[index] = state;
            if (instruction instanceof LabelNode label) {
                labels.add(label.getLabel());
            }
            instruction.accept(simulation);
            if (instruction.getOpcode() == Opcodes.NEW && simulation.stack != null) {
                types.recordCreation(instruction, labels, simulation.stack);
            }
            if (instruction.getOpcode() >= 0) {
                labels.clear();
            }
            if (instruction instanceof FrameNode) {
                state = types.snapshot(simulation);
                types.before[index] = state; // the frame itself tells what holds here
                types.spreadToLabelsBefore(index, instruction);
            } else if (instruction.getOpcode() >= 0) {
                state = types.next(state, instruction, simulation);
            }
            index++;
        }
        return types;
    }

    /** Most instructions leave the locals alone, so that these need not be copied. */
    private @Nullable State next(@Nullable State state, AbstractInsnNode instruction, AnalyzerAdapter simulation) {
        if (state == null || simulation.locals == null) {
            return snapshot(simulation);
        }
        boolean stores = instruction instanceof VarInsnNode variable && variable.getOpcode() >= Opcodes.ISTORE;
        boolean changesLocals = stores || instruction.getOpcode() == Opcodes.INVOKESPECIAL; // it may be a constructor
        return new State(changesLocals ? copy(simulation.locals) : state.locals(), copy(simulation.stack));
    }

    /** What is jumped to is the label before the frame: the frame holds there, whatever fell through to it. */
    private void spreadToLabelsBefore(int index, AbstractInsnNode frame) {
        int i = index;
        for (AbstractInsnNode node = frame.getPrevious();
                node != null && node.getOpcode() < 0;
                node = node.getPrevious()) {
            before[--i] = before[index];
        }
    }

    /** Several labels may stand before one NEW; the frames may name any of them. */
    private void recordCreation(AbstractInsnNode creation, List<Label> labels, List<Object> stack) {
        Label name = (Label) stack.get(stack.size() - 1);
        creations.put(name, creation);
        for (Label label : labels) {
            canonical.put(label, name);
        }
    }

    private @Nullable State snapshot(AnalyzerAdapter simulation) {
        return simulation.locals == null ? null : new State(copy(simulation.locals), copy(simulation.stack));
    }

    private List<Object> copy(List<Object> types) {
        if (types.isEmpty()) {
            return List.of();
        }
        List<Object> copy = new ArrayList<>(types);
        if (!canonical.isEmpty()) {
            copy.replaceAll(type -> type instanceof Label label ? canonical.getOrDefault(label, label) : type);
        }
        return copy;
    }

    /** Returns the types before an instruction, or null if it cannot be reached. */
    @Nullable
    State before(int index) {
        return before[index];
    }

    /** Returns the NEW that made an uninitialised value. */
    @Nullable
    AbstractInsnNode creationOf(Object type) {
        return type instanceof Label ? creations.get(type) : null;
    }
}

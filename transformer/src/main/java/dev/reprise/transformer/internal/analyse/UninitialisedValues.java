package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.MovedCreation;
import dev.reprise.transformer.internal.model.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Objects that lie uninitialised, on the stack or in a local, where the body is suspended: {@code new Foo(await(x))}. No
 * field can hold them (JVMS §4.10.1.9, putfield), so their creation moves to just before the constructor call and all
 * their copies until then disappear. The NEW stays for its effect, the initialisation of the class, and is popped.
 */
final class UninitialisedValues {

    private final AsyncMethod target;
    private final ControlFlow flow;
    private final FrameTypes types;
    private final Liveness liveness;
    private final Problems problems;

    private final Set<Object> moved = new HashSet<>();
    private final Set<AbstractInsnNode> removed = new HashSet<>();
    private final Map<AbstractInsnNode, Integer> replaced = new HashMap<>();
    private final Map<AbstractInsnNode, MovedCreation> creations = new HashMap<>();

    /** Analyses the values that exist at the given suspensions. */
    UninitialisedValues(
            AsyncMethod target,
            ControlFlow flow,
            FrameTypes types,
            Liveness liveness,
            List<Integer> suspensions,
            Problems problems) {
        this.target = target;
        this.flow = flow;
        this.types = types;
        this.liveness = liveness;
        this.problems = problems;
        suspensions.forEach(this::findMoved);
        if (!moved.isEmpty()) {
            for (int i = 0; i < flow.size(); i++) {
                FrameTypes.State state = types.before(i);
                if (state != null) {
                    rewrite(i, state);
                }
            }
        }
    }

    private void findMoved(int suspension) {
        FrameTypes.State state = Objects.requireNonNull(types.before(suspension));
        for (Object type : state.stack()) {
            if (types.creationOf(type) != null) {
                moved.add(type);
            }
        }
        for (int slot = 0; slot < state.locals().size(); slot++) {
            if (types.creationOf(state.local(slot)) != null && liveness.isLive(slot, suspension)) {
                moved.add(state.local(slot));
            }
        }
    }

    boolean isMoved(Object type) {
        return moved.contains(type);
    }

    Set<AbstractInsnNode> removed() {
        return removed;
    }

    Map<AbstractInsnNode, Integer> replaced() {
        return replaced;
    }

    Map<AbstractInsnNode, MovedCreation> creations() {
        return creations;
    }

    private void rewrite(int index, FrameTypes.State state) {
        AbstractInsnNode instruction = flow.instruction(index);
        List<Object> stack = state.stack();
        switch (instruction.getOpcode()) {
            case Opcodes.NEW -> {
                if (moved.stream().anyMatch(type -> types.creationOf(type) == instruction)) {
                    removed.add(instruction);
                }
            }
            case Opcodes.ALOAD -> {
                if (isMoved(state.local(((VarInsnNode) instruction).var))) {
                    removed.add(instruction);
                }
            }
            case Opcodes.ASTORE -> {
                if (isMoved(stack.get(stack.size() - 1))) {
                    removed.add(instruction);
                }
            }
            case Opcodes.INVOKESPECIAL -> {
                MethodInsnNode call = (MethodInsnNode) instruction;
                if (call.name.equals("<init>")) {
                    construct(index, call, state);
                }
            }
            default -> {
                StackShuffle shuffle = StackShuffle.of(instruction.getOpcode());
                if (shuffle != null) {
                    shuffle(instruction, shuffle, stack);
                }
            }
        }
    }

    private void shuffle(AbstractInsnNode instruction, StackShuffle shuffle, List<Object> stack) {
        List<Boolean> gone = new ArrayList<>();
        for (Object type : stack.subList(stack.size() - shuffle.operands(), stack.size())) {
            gone.add(isMoved(type));
        }
        if (!gone.contains(true)) {
            return;
        }
        Integer remaining = shuffle.without(gone);
        if (remaining == null) {
            refuse(instruction);
        } else if (remaining == Opcodes.NOP) {
            removed.add(instruction);
        } else {
            replaced.put(instruction, remaining);
        }
    }

    private void construct(int index, MethodInsnNode call, FrameTypes.State state) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        int top = state.stack().size() - (Type.getArgumentsAndReturnSizes(call.desc) >> 2);
        Object receiver = state.stack().get(top);
        if (!isMoved(receiver)) {
            return;
        }
        List<Object> below = state.stack().subList(0, top);
        int copies = 0;
        while (copies < top && below.get(top - 1 - copies).equals(receiver)) {
            copies++;
        }
        if (below.subList(0, top - copies).contains(receiver)) {
            refuse(call);
            return;
        }
        List<Integer> locals = new ArrayList<>();
        for (int slot = 0; slot < state.locals().size(); slot++) {
            if (state.local(slot).equals(receiver) && liveness.isLive(slot, index + 1)) {
                locals.add(slot);
            }
        }
        String type = ((TypeInsnNode) Objects.requireNonNull(types.creationOf(receiver))).desc;
        creations.put(call, new MovedCreation(type, List.of(arguments), copies, List.copyOf(locals)));
    }

    private void refuse(AbstractInsnNode instruction) {
        problems.report(
                DiagnosticCode.COPIED_CREATION,
                target.method(),
                instruction,
                "an object under construction is copied in a way that no known compiler uses, across a suspension",
                "assign the awaited value to a local variable before the new expression");
    }
}

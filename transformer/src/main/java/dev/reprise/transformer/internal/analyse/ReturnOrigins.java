package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.MethodPlan.Result;
import dev.reprise.transformer.internal.model.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Tells for each return where the returned coroutine comes from: one that {@code of} or {@code done} built is the
 * result, any other one is awaited in the place of this one (a tail await).
 *
 * <p>Inside {@code try}, javac evaluates the returned expression, runs {@code finally}, and then returns. A coroutine
 * that is awaited by its return would start after the cleanup, so it must come from outside of every exception range.
 */
final class ReturnOrigins {

    private static final String TAIL_REMEDY = "write return Coroutine.of(await(...)) instead";

    private final AsyncMethod target;
    private final ControlFlow flow;
    private final Problems problems;
    private final Map<AbstractInsnNode, Result> results = new HashMap<>();
    private final Set<AbstractInsnNode> dropped = new HashSet<>();
    private @Nullable Frame<SourceValue> @Nullable [] sources;

    ReturnOrigins(AsyncMethod target, ControlFlow flow, Problems problems) {
        this.target = target;
        this.flow = flow;
        this.problems = problems;
        for (int i = 0; i < flow.size(); i++) {
            if (flow.instruction(i).getOpcode() == Opcodes.ARETURN) {
                classify(i);
            }
        }
    }

    /** The returns that end the body with a result; the others are tail awaits. */
    Map<AbstractInsnNode, Result> results() {
        return results;
    }

    /** The calls of {@code of} and {@code done} that a result makes superfluous. */
    Set<AbstractInsnNode> dropped() {
        return dropped;
    }

    private void classify(int index) {
        AbstractInsnNode end = flow.instruction(index);
        AbstractInsnNode previous = Instructions.straightBefore(end);
        if (previous != null && (RuntimeNames.isOf(previous) || RuntimeNames.isDone(previous))) {
            results.put(end, RuntimeNames.isOf(previous) ? Result.VALUE : Result.NOTHING);
            dropped.add(previous);
            return;
        }
        Set<AbstractInsnNode> producers = new HashSet<>();
        Set<AbstractInsnNode> copies = new HashSet<>();
        if (!trace(end, producers, copies)) {
            return; // never reached
        }
        if (producers.stream().anyMatch(producer -> producer.getOpcode() == Opcodes.ACONST_NULL)) {
            problems.error(
                    target.method(),
                    end,
                    "an @Async method returns null",
                    "write return Coroutine.done(), or return Coroutine.of(null)");
        } else if (!producers.isEmpty()
                && producers.stream().allMatch(p -> RuntimeNames.isOf(p) || RuntimeNames.isDone(p))) {
            results.put(end, Result.COMPLETED);
        } else if (target.generates()) {
            problems.error(
                    target.method(),
                    end,
                    "a generator returns another one",
                    "emit its elements in a loop, and end with return Generator.done()");
        } else {
            checkOutsideTry(end, producers, copies);
        }
    }

    private void checkOutsideTry(AbstractInsnNode end, Set<AbstractInsnNode> producers, Set<AbstractInsnNode> copies) {
        boolean inside = isInTry(end)
                || copies.stream().anyMatch(this::isInTry)
                || producers.stream().anyMatch(p -> isInTry(p) && !RuntimeNames.isOf(p) && !RuntimeNames.isDone(p));
        if (inside) {
            problems.error(
                    target.method(),
                    producers.stream().filter(this::isInTry).findFirst().orElse(end),
                    "a coroutine is returned from inside try: it would start after the cleanup and its failure would not"
                            + " be caught",
                    TAIL_REMEDY);
        }
    }

    private boolean isInTry(AbstractInsnNode instruction) {
        return !flow.handlers(flow.indexOf(instruction)).isEmpty();
    }

    /** Follows the returned value back through copies; false if the return cannot be reached. */
    private boolean trace(AbstractInsnNode end, Set<AbstractInsnNode> producers, Set<AbstractInsnNode> copies) {
        Frame<SourceValue> frame = sources()[flow.indexOf(end)];
        if (frame == null) {
            return false;
        }
        follow(frame.getStack(frame.getStackSize() - 1), producers, copies);
        return true;
    }

    private void follow(SourceValue value, Set<AbstractInsnNode> producers, Set<AbstractInsnNode> copies) {
        for (AbstractInsnNode instruction : value.insns) {
            Frame<SourceValue> frame = Objects.requireNonNull(sources()[flow.indexOf(instruction)]);
            switch (instruction.getOpcode()) {
                case Opcodes.ALOAD -> {
                    if (copies.add(instruction)) {
                        follow(frame.getLocal(((VarInsnNode) instruction).var), producers, copies);
                    }
                }
                case Opcodes.ASTORE, Opcodes.DUP, Opcodes.CHECKCAST -> {
                    if (copies.add(instruction)) {
                        follow(frame.getStack(frame.getStackSize() - 1), producers, copies);
                    }
                }
                default -> producers.add(instruction);
            }
        }
    }

    private @Nullable Frame<SourceValue>[] sources() {
        if (sources == null) {
            try {
                sources = new Analyzer<>(new SourceInterpreter()).analyze(target.owner().name, target.method());
            } catch (AnalyzerException e) {
                throw new IllegalArgumentException("malformed bytecode in " + target.method().name, e);
            }
        }
        return sources;
    }
}

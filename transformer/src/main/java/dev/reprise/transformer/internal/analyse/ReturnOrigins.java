package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.analyse.ValueOrigins.Origins;
import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.MethodPlan.Result;
import dev.reprise.transformer.internal.model.Problems;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * Tells for each return where the returned coroutine comes from: one that {@code of} or {@code done} built is the
 * result, any other one is awaited in the place of this one (a tail await).
 *
 * <p>Inside {@code try}, javac evaluates the returned expression, runs {@code finally}, and then returns. A coroutine
 * that is awaited by its return would start after the cleanup, so it must come from outside of every exception range.
 */
final class ReturnOrigins {

    private final AsyncMethod target;
    private final ControlFlow flow;
    private final FrameTypes types;
    private final MonitorCheck monitors;
    private final Problems problems;
    private final Map<AbstractInsnNode, Result> results = new HashMap<>();
    private final Set<AbstractInsnNode> dropped = new HashSet<>();
    private @Nullable ValueOrigins values;

    ReturnOrigins(AsyncMethod target, ControlFlow flow, FrameTypes types, MonitorCheck monitors, Problems problems) {
        this.target = target;
        this.flow = flow;
        this.types = types;
        this.monitors = monitors;
        this.problems = problems;
        for (int i = 0; i < flow.size(); i++) {
            if (flow.instruction(i).getOpcode() == Opcodes.ARETURN && types.before(i) != null) {
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
        if (previous != null && isComplete(previous)) {
            results.put(end, RuntimeNames.isOf(previous) ? Result.VALUE : Result.NOTHING);
            dropped.add(previous);
            return;
        }
        if (values == null) {
            values = new ValueOrigins(flow, types);
        }
        Origins origins = values.ofStackTop(index);
        Set<AbstractInsnNode> producers = origins.producers();
        if (isNull(origins)) {
            problems.report(
                    DiagnosticCode.RETURNED_NULL,
                    target.method(),
                    end,
                    "an @Async method returns null",
                    target.kind().emits()
                            ? "write return " + target.kind().type() + ".done()"
                            : "write return Coroutine.done(), or return Coroutine.of(null)");
        } else if (!producers.isEmpty() && producers.stream().allMatch(ReturnOrigins::isComplete)) {
            results.put(end, Result.COMPLETED);
        } else if (target.kind().emits()) {
            problems.report(
                    DiagnosticCode.RETURNED_GENERATOR,
                    target.method(),
                    end,
                    "a generator returns another one",
                    "emit its elements in a loop, and end with return "
                            + target.kind().type() + ".done()");
        } else {
            checkOutsideTry(end, origins);
        }
    }

    /** A variable that only starts as null may well be something else by now. */
    private static boolean isNull(Origins origins) {
        Predicate<AbstractInsnNode> isNull = producer -> producer.getOpcode() == Opcodes.ACONST_NULL;
        return origins.directProducers().stream().anyMatch(isNull)
                || (!origins.producers().isEmpty()
                        && origins.producers().stream().allMatch(isNull));
    }

    private static boolean isComplete(AbstractInsnNode producer) {
        return RuntimeNames.isOf(producer) || RuntimeNames.isDone(producer);
    }

    private void checkOutsideTry(AbstractInsnNode end, Origins origins) {
        Stream<AbstractInsnNode> awaited = origins.producers().stream().filter(p -> !isComplete(p));
        Optional<AbstractInsnNode> offender = firstInTry(awaited)
                .or(() -> firstInTry(origins.copies(p -> !isComplete(p)).stream()))
                .or(() -> firstInTry(Stream.of(end)));
        if (offender.isEmpty()) {
            return;
        }
        AbstractInsnNode at = offender.get();
        if (monitors.holdsMonitor(flow.indexOf(at))) {
            monitors.report(at, target, problems);
        } else {
            problems.report(
                    DiagnosticCode.TAIL_AWAIT_IN_TRY,
                    target.method(),
                    at,
                    "a coroutine is returned from inside try: it would start after the cleanup and its failure would not"
                            + " be caught",
                    "write return Coroutine.of(await(...)) instead");
        }
    }

    private Optional<AbstractInsnNode> firstInTry(Stream<AbstractInsnNode> instructions) {
        return instructions
                .filter(i -> flow.handlers(flow.indexOf(i)).length > 0)
                .min(Comparator.comparingInt(flow::indexOf));
    }
}

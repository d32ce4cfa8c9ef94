package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Keeps methods from the analyses that would take all memory, or for ever. A class file allows 65,535 instructions with
 * as many variables and more returns and scopes than any source gives; the analyses cost products of these.
 */
public final class AnalysisLimits {

    /** Types that are known before all instructions: a method of 64 KB may have 2,000 variables. */
    private static final long MOST_TYPES = 50_000_000;

    /** Comparisons to find a field for each value at each suspension. */
    private static final long MOST_PLACES = 200_000_000;

    /** Looks at an instruction until nothing more is found live: once for each jump back on one way, and some. */
    private static final long MOST_PASSES = 100_000_000;

    /** Steps back from returns to where the returned values come from. */
    private static final long MOST_STEPS = 20_000_000;

    /** Instructions in all scopes of variables together. */
    private static final long MOST_IN_SCOPE = 200_000_000;

    /** Of the 65,535 that there may be; the body needs some for itself, a constructor's arguments among them. */
    private static final int MOST_VARIABLES = 65_000;

    /** Exception ranges of a method: each is compared with each. */
    private static final int MOST_RANGES = 10_000;

    /** Exception ranges around one instruction: tries nested fifty deep, each with ten kinds of exceptions. */
    private static final int MOST_AROUND = 500;

    private AnalysisLimits() {}

    /** Tells whether a method can be analysed; if not, that has been reported. */
    public static boolean allow(AsyncMethod target, Problems problems) {
        MethodNode method = target.method();
        long instructions = method.instructions.size();
        long values = (long) method.maxLocals + method.maxStack;
        long suspensions = count(method, i -> Instructions.intrinsicCalledBy(i) != null);
        long returns = count(method, AnalysisLimits::isTraced);
        return check(target, problems, method.maxLocals <= MOST_VARIABLES, "variables")
                && check(target, problems, instructions * values <= MOST_TYPES, "variables")
                && check(target, problems, suspensions * values * values <= MOST_PLACES, "variables at suspensions")
                && check(target, problems, instructions * returns <= MOST_STEPS, "returns")
                && check(target, problems, hasBoundedJumps(method), "jumps back")
                && check(target, problems, hasBoundedRanges(method), "exception ranges")
                && check(target, problems, inScope(method) <= MOST_IN_SCOPE, "scopes of variables");
    }

    /** Tells whether {@link Liveness} can be asked of a method, async or not; nothing is reported. */
    static boolean allowLiveness(MethodNode method) {
        long variables = (long) method.instructions.size() * method.maxLocals;
        return variables <= MOST_TYPES && hasBoundedJumps(method) && hasBoundedRanges(method);
    }

    private static boolean hasBoundedJumps(MethodNode method) {
        long jumps = count(method, i -> i instanceof JumpInsnNode jump && isBefore(method, jump.label, i));
        long switches = casesBack(method);
        long handlers = method.tryCatchBlocks.stream()
                .filter(range -> isBefore(method, range.handler, range.end))
                .count();
        return (long) method.instructions.size() * (jumps + switches + handlers) <= MOST_PASSES;
    }

    private static long casesBack(MethodNode method) {
        long cases = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof TableSwitchInsnNode table) {
                cases += casesBack(method, table, table.labels, table.dflt);
            } else if (instruction instanceof LookupSwitchInsnNode lookup) {
                cases += casesBack(method, lookup, lookup.labels, lookup.dflt);
            }
        }
        return cases;
    }

    private static long casesBack(
            MethodNode method, AbstractInsnNode from, List<LabelNode> labels, LabelNode otherwise) {
        return Stream.concat(labels.stream(), Stream.of(otherwise))
                .filter(label -> isBefore(method, label, from))
                .count();
    }

    private static boolean hasBoundedRanges(MethodNode method) {
        return method.tryCatchBlocks.size() <= MOST_RANGES && rangesAround(method) <= MOST_AROUND;
    }

    private static boolean check(AsyncMethod target, Problems problems, boolean holds, String what) {
        if (!holds) {
            problems.report(
                    DiagnosticCode.BODY_TOO_LARGE,
                    target.method(),
                    "the method has too many instructions and " + what + " to be analysed",
                    "move parts of it into @Async methods of their own");
        }
        return holds;
    }

    private static long count(MethodNode method, Predicate<AbstractInsnNode> kind) {
        long count = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            count += kind.test(instruction) ? 1 : 0;
        }
        return count;
    }

    /** Tells whether it returns what was not built just before; {@code return Coroutine.of(x)} asks for no search. */
    private static boolean isTraced(AbstractInsnNode instruction) {
        if (instruction.getOpcode() != Opcodes.ARETURN) {
            return false;
        }
        AbstractInsnNode previous = Instructions.straightBefore(instruction);
        return previous == null || !(RuntimeNames.isOf(previous) || RuntimeNames.isDone(previous));
    }

    private static boolean isBefore(MethodNode method, AbstractInsnNode one, AbstractInsnNode other) {
        return method.instructions.indexOf(one) < method.instructions.indexOf(other);
    }

    /** Returns the largest number of exception ranges around any instruction. */
    private static int rangesAround(MethodNode method) {
        int[] change = new int[method.instructions.size() + 1];
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            change[method.instructions.indexOf(range.start)]++;
            change[method.instructions.indexOf(range.end)]--;
        }
        int most = 0;
        int around = 0;
        for (int each : change) {
            around += each;
            most = Math.max(most, around);
        }
        return most;
    }

    private static long inScope(MethodNode method) {
        long count = 0;
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                count += method.instructions.indexOf(variable.end) - method.instructions.indexOf(variable.start);
            }
        }
        return count;
    }
}

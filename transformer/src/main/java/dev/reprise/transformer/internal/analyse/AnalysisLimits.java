package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Keeps methods from the analyses that would take all memory, or for ever. A class file allows 65,535 instructions with
 * as many variables and more returns and scopes than any source gives; the analyses cost products of these.
 */
public final class AnalysisLimits {

    /** Types that are known before all instructions: a method of 64 KB may have 2,000 variables. */
    private static final long MOST_TYPES = 50_000_000;

    /** Steps back from returns to where the returned values come from. */
    private static final long MOST_STEPS = 20_000_000;

    /** Instructions in all scopes of variables together. */
    private static final long MOST_IN_SCOPE = 200_000_000;

    /** Of the 65,535 that there may be; the body needs some for itself, a constructor's arguments among them. */
    private static final int MOST_VARIABLES = 65_000;

    private AnalysisLimits() {}

    /** Tells whether a method can be analysed; if not, that has been reported. */
    public static boolean allow(AsyncMethod target, Problems problems) {
        MethodNode method = target.method();
        long instructions = method.instructions.size();
        return check(target, problems, method.maxLocals <= MOST_VARIABLES, "variables")
                && check(target, problems, instructions * method.maxLocals <= MOST_TYPES, "variables")
                && check(target, problems, instructions * returns(method) <= MOST_STEPS, "returns")
                && check(target, problems, inScope(method) <= MOST_IN_SCOPE, "scopes of variables");
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

    private static long returns(MethodNode method) {
        long count = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            count += instruction.getOpcode() == Opcodes.ARETURN ? 1 : 0;
        }
        return count;
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

package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.Problems;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Warns of a coroutine that is made and never awaited: its call is a statement, or its variable is never read, or it is
 * what a method reference returns where the functional interface returns nothing. Complete coroutines have nothing to run.
 */
final class DroppedCoroutines {

    private static final String LAMBDA_FACTORY = "java/lang/invoke/LambdaMetafactory";

    private final MethodNode method;
    private @Nullable ControlFlow flow;
    private @Nullable Liveness liveness;

    private DroppedCoroutines(MethodNode method) {
        this.method = method;
    }

    static void check(MethodNode method, Problems problems) {
        if (Instructions.readsLambdas(method)) {
            return;
        }
        DroppedCoroutines dropped = new DroppedCoroutines(method);
        for (AbstractInsnNode instruction : method.instructions) {
            String maker = dropped.makerOfDropped(instruction);
            if (maker != null) {
                problems.report(
                        DiagnosticCode.NEVER_AWAITED,
                        method,
                        instruction,
                        "the coroutine that " + maker + " returns is never awaited: nothing of it runs",
                        "await it in an @Async method, or start it with createTask");
            }
        }
    }

    /** Returns the name of the method whose coroutine is dropped, or null. */
    private @Nullable String makerOfDropped(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            return makes(call.owner, call.name, call.desc) && isDropped(call) ? call.name : null;
        }
        if (instruction instanceof InvokeDynamicInsnNode dynamic
                && dynamic.bsm.getOwner().equals(LAMBDA_FACTORY)
                && dynamic.bsmArgs.length >= 3
                && dynamic.bsmArgs[1] instanceof Handle target
                && dynamic.bsmArgs[2] instanceof Type type) {
            return makes(target.getOwner(), target.getName(), target.getDesc())
                            && type.getDescriptor().endsWith(")V")
                    ? target.getName()
                    : null;
        }
        return null;
    }

    private static boolean makes(String owner, String name, String descriptor) {
        return RuntimeNames.returnsCoroutine(descriptor) && !RuntimeNames.isComplete(owner, name);
    }

    private boolean isDropped(MethodInsnNode call) {
        AbstractInsnNode next = Instructions.straightAfter(call);
        if (next == null) {
            return false;
        }
        return next.getOpcode() == Opcodes.POP
                || (next.getOpcode() == Opcodes.ASTORE && next instanceof VarInsnNode store && isNeverRead(store));
    }

    private boolean isNeverRead(VarInsnNode store) {
        if (!AnalysisLimits.allowLiveness(method)) {
            return false;
        }
        if (flow == null || liveness == null) {
            flow = new ControlFlow(method);
            liveness = new Liveness(flow);
        }
        return !liveness.isLive(store.var, flow.indexOf(store) + 1);
    }
}

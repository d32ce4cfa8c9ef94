package dev.reprise.transformer.internal.emit;

import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.SuspendPoint;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * How much stack and how many variables generated methods need. ASM could find it out by data flow, but it makes an edge
 * from each block to each handler, which in large bodies with many ranges takes seconds, or more than it allows itself.
 */
final class StackAndLocals {

    /**
     * What is on the stack above what the compiler's code has there: an awaitable, its copy, base and nesting stand where one
     * operand stood, as do what is pending, frame and number; a value of two slots is saved by a copy of it below the frame.
     */
    private static final int MORE_AT_A_SUSPENSION = 3;

    /** A result of two slots, its copy and the base. */
    private static final int MORE_AT_A_WIDE_RESULT = 4;

    private StackAndLocals() {}

    static void ofBody(MethodNode body, MethodPlan plan) {
        int copies = plan.creations().values().stream()
                .mapToInt(creation -> creation.localCopies().size())
                .max()
                .orElse(0);
        int more = comparesWide(plan) ? MORE_AT_A_WIDE_RESULT : MORE_AT_A_SUSPENSION;
        body.maxStack = Math.max(plan.method().method().maxStack, 1) + more + copies;
        if (plan.method().direct() != null) {
            body.maxStack =
                    Math.max(body.maxStack, plan.method().parameterSlots()); // nested too deep, it calls the method
        }
        body.maxLocals = argumentSlots(body);
        for (AbstractInsnNode instruction : body.instructions) {
            if (instruction instanceof VarInsnNode variable) {
                body.maxLocals = Math.max(body.maxLocals, variable.var + size(variable.getOpcode()));
            } else if (instruction instanceof IincInsnNode increment) {
                body.maxLocals = Math.max(body.maxLocals, increment.var + 1);
            }
        }
    }

    private static boolean comparesWide(MethodPlan plan) {
        return plan.points().stream()
                .map(SuspendPoint::call)
                .anyMatch(call -> call != null && call.result().isWide());
    }

    /** Sets them for a method that keeps no variables but its arguments. */
    static void ofArguments(MethodNode method, int maxStack) {
        method.maxStack = maxStack;
        method.maxLocals = argumentSlots(method);
    }

    private static int argumentSlots(MethodNode method) {
        int withThis = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        return (method.access & Opcodes.ACC_STATIC) == 0 ? withThis : withThis - 1;
    }

    private static int size(int opcode) {
        return switch (opcode) {
            case Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.DLOAD, Opcodes.DSTORE -> 2;
            default -> 1;
        };
    }
}

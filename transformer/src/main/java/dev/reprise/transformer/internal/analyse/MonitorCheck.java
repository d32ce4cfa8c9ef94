package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/** How many monitors are held before each instruction: none may be at a suspension. */
final class MonitorCheck {

    private static final int UNKNOWN = -1;

    private final int[] held;

    MonitorCheck(ControlFlow flow) {
        held = new int[flow.size()];
        if (entersNone(flow)) {
            return;
        }
        Arrays.fill(held, UNKNOWN);
        Deque<Integer> pending = new ArrayDeque<>();
        reach(0, 0, pending);
        while (!pending.isEmpty()) {
            int index = pending.pop();
            int after = switch (flow.instruction(index).getOpcode()) {
                case Opcodes.MONITORENTER -> held[index] + 1;
                case Opcodes.MONITOREXIT -> Math.max(0, held[index] - 1);
                default -> held[index];
            };
            for (int successor : flow.successors(index)) {
                reach(successor, after, pending);
            }
            for (int handler : flow.handlers(index)) {
                reach(handler, held[index], pending);
            }
        }
    }

    private static boolean entersNone(ControlFlow flow) {
        for (int i = 0; i < flow.size(); i++) {
            if (flow.instruction(i).getOpcode() == Opcodes.MONITORENTER) {
                return false;
            }
        }
        return true;
    }

    private void reach(int index, int count, Deque<Integer> pending) {
        if (held[index] == UNKNOWN && index < held.length) {
            held[index] = count;
            pending.push(index);
        }
    }

    void report(AbstractInsnNode suspension, AsyncMethod target, Problems problems) {
        problems.report(
                DiagnosticCode.AWAIT_IN_SYNCHRONIZED,
                target.method(),
                suspension,
                "suspension inside synchronized: the monitor cannot be held across it",
                "leave the block before the await; on one event loop nothing runs between two awaits");
    }

    boolean holdsMonitor(int index) {
        return held[index] > 0;
    }
}

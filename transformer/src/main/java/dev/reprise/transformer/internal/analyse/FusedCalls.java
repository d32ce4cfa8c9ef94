package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.CallableBodies;
import dev.reprise.transformer.internal.model.DirectResult;
import dev.reprise.transformer.internal.model.FusedCall;
import dev.reprise.transformer.internal.model.SuspendPoint;
import dev.reprise.transformer.internal.model.SuspendPoint.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The awaits, and returns, whose coroutine comes from a call just before: a direct call can take the place of both. */
final class FusedCalls {

    /** Well below what method handles can be combined with. */
    private static final int MOST_LINKED_SLOTS = 200;

    private final AsyncMethod target;
    private final CallableBodies bodies;
    private final ControlFlow flow;
    private final boolean isSmall;

    FusedCalls(AsyncMethod target, CallableBodies bodies, ControlFlow flow) {
        this.target = target;
        this.bodies = bodies;
        this.flow = flow;
        this.isSmall = Instructions.isSmall(target.method());
    }

    /**
     * Returns the call that is fused with the suspension at an index, or null. Call and await must be in the same exception
     * ranges.
     *
     * @param onlyOperand whether nothing else lies on the stack; a return drops what does before it awaits
     */
    @Nullable
    FusedCall at(int index, Kind kind, boolean onlyOperand) {
        AbstractInsnNode await = flow.instruction(index);
        MethodInsnNode call = Instructions.callAwaitedAt(await);
        if (call == null
                || !isSmall
                || flow.handlers(flow.indexOf(call)) != flow.handlers(index)
                || (kind == Kind.TAIL && !onlyOperand)) {
            return null;
        }
        AsyncMethod callee = bodies.calledBy(call);
        if (callee != null) {
            DirectResult result = Objects.requireNonNull(callee.direct());
            return new FusedCall(call, callee, result, isBoxed(await, result));
        }
        return kind == Kind.AWAIT && isLinked(call) ? new FusedCall(call, null, wantedBy(await), false) : null;
    }

    /**
     * Tells whether a call is linked when it is first run. The runtime's own methods are not: most of them suspend, and
     * linking takes time.
     */
    private boolean isLinked(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC
                && !call.owner.equals(target.owner().name)
                && !RuntimeNames.isOfRuntime(call.owner)
                && Type.getArgumentsAndReturnSizes(call.desc) >> 2 <= MOST_LINKED_SLOTS;
    }

    private static boolean isBoxed(AbstractInsnNode await, DirectResult result) {
        if (!result.isPrimitive()) {
            return false;
        }
        if (await.getOpcode() == Opcodes.ARETURN) {
            return true;
        }
        AbstractInsnNode next = Instructions.straightAfter(await);
        boolean dropped = next != null && next.getOpcode() == Opcodes.POP;
        return !dropped && wantedBy(await) != result;
    }

    /** Returns the result that an await is asked for: what comes out of the box, if the next thing is to open it. */
    private static DirectResult wantedBy(AbstractInsnNode await) {
        AbstractInsnNode next = Instructions.straightAfter(await);
        return DirectResult.unboxedBy(next, next == null ? null : Instructions.straightAfter(next));
    }

    /** Takes out what follows an await whose result is returned unboxed: the unboxing, or the pop of one slot. */
    static void dropUnboxing(
            SuspendPoint point, Set<AbstractInsnNode> removed, Map<AbstractInsnNode, Integer> replaced) {
        FusedCall call = point.call();
        if (call == null || !call.result().isPrimitive() || call.boxed()) {
            return;
        }
        AbstractInsnNode next = Objects.requireNonNull(Instructions.straightAfter(point.instruction()));
        if (next.getOpcode() == Opcodes.CHECKCAST) {
            removed.add(next);
            removed.add(Objects.requireNonNull(Instructions.straightAfter(next)));
        } else if (call.result().isWide()) {
            replaced.put(next, Opcodes.POP2);
        }
    }
}

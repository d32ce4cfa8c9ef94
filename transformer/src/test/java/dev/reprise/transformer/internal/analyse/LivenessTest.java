package dev.reprise.transformer.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

class LivenessTest {

    @Test
    void aVariableIsLiveFromItsWriteToItsLastRead() {
        Code code = new Code()
                .mark("before")
                .op(Opcodes.ICONST_0)
                .var(Opcodes.ISTORE, 1)
                .mark("written")
                .op(Opcodes.NOP)
                .var(Opcodes.ILOAD, 1)
                .mark("read")
                .op(Opcodes.POP, Opcodes.RETURN);
        Liveness liveness = new Liveness(code.flow());
        assertFalse(liveness.isLive(1, code.at("before")));
        assertTrue(liveness.isLive(1, code.at("written")));
        assertFalse(liveness.isLive(1, code.at("read")));
        assertFalse(liveness.isLive(0, code.at("written")), "another variable");
    }

    @Test
    void anIncrementReadsAndAStoreDoesNot() {
        Code code = new Code()
                .mark("increment")
                .increment(1)
                .mark("store")
                .op(Opcodes.ICONST_0)
                .var(Opcodes.ISTORE, 1)
                .op(Opcodes.RETURN);
        Liveness liveness = new Liveness(code.flow());
        assertTrue(liveness.isLive(1, code.at("increment")));
        assertFalse(liveness.isLive(1, code.at("store")));
    }

    @Test
    void whatTheNextTurnOfALoopReadsIsLiveAtItsEnd() {
        Code code = new Code()
                .op(Opcodes.ICONST_0)
                .var(Opcodes.ISTORE, 1)
                .mark("loop")
                .var(Opcodes.ILOAD, 1)
                .jump(Opcodes.IFNE, "out")
                .op(Opcodes.ICONST_0)
                .var(Opcodes.ISTORE, 2)
                .mark("inside")
                .var(Opcodes.ILOAD, 2)
                .op(Opcodes.POP)
                .mark("end")
                .jump(Opcodes.GOTO, "loop")
                .mark("out")
                .op(Opcodes.RETURN);
        Liveness liveness = new Liveness(code.flow());
        assertTrue(liveness.isLive(1, code.at("end")));
        assertFalse(liveness.isLive(2, code.at("end")), "written again before it is read");
        assertTrue(liveness.isLive(2, code.at("inside")));
        assertFalse(liveness.isLive(1, code.at("out")));
    }

    @Test
    void whatOneBranchReadsIsLiveBeforeTheBranch() {
        Code code = new Code()
                .mark("start")
                .op(Opcodes.ICONST_0)
                .table("third", "first", "second")
                .mark("first")
                .var(Opcodes.ILOAD, 1)
                .op(Opcodes.RETURN)
                .mark("second")
                .op(Opcodes.ICONST_0)
                .lookup("third", "fourth")
                .mark("third")
                .op(Opcodes.RETURN)
                .mark("fourth")
                .var(Opcodes.ILOAD, 2)
                .op(Opcodes.RETURN);
        Liveness liveness = new Liveness(code.flow());
        assertTrue(liveness.isLive(1, code.at("start")));
        assertTrue(liveness.isLive(2, code.at("start")), "through the second switch");
        assertFalse(liveness.isLive(1, code.at("second")));
        assertFalse(liveness.isLive(1, code.at("third")));
    }

    @Test
    void aVariableReadOnlyInAHandlerIsLiveThroughoutTheRange() {
        Code code = new Code()
                .protect("from", "to", "handler")
                .mark("before")
                .op(Opcodes.ICONST_0)
                .var(Opcodes.ISTORE, 1)
                .mark("from")
                .op(Opcodes.NOP)
                .mark("middle")
                .op(Opcodes.ICONST_1)
                .mark("overwritten")
                .var(Opcodes.ISTORE, 1)
                .mark("last")
                .op(Opcodes.NOP)
                .mark("to")
                .op(Opcodes.RETURN)
                .mark("handler")
                .op(Opcodes.POP)
                .var(Opcodes.ILOAD, 1)
                .op(Opcodes.POP, Opcodes.RETURN);
        Liveness liveness = new Liveness(code.flow());
        assertFalse(liveness.isLive(1, code.at("before")));
        assertTrue(liveness.isLive(1, code.at("from")));
        assertTrue(liveness.isLive(1, code.at("middle")));
        assertTrue(
                liveness.isLive(1, code.at("overwritten")), "the store itself may throw no more than it may succeed");
        assertTrue(liveness.isLive(1, code.at("last")));
        assertFalse(liveness.isLive(1, code.at("to")));
    }

    @Test
    void aHandlerOfAHandlerKeepsItsVariableLiveInTheOuterRange() {
        Code code = new Code()
                .protect("from", "to", "handler")
                .protect("handler", "end", "outer")
                .mark("from")
                .op(Opcodes.NOP)
                .mark("to")
                .op(Opcodes.RETURN)
                .mark("handler")
                .op(Opcodes.POP, Opcodes.NOP)
                .mark("end")
                .op(Opcodes.RETURN)
                .mark("outer")
                .op(Opcodes.POP)
                .var(Opcodes.ALOAD, 3)
                .op(Opcodes.ATHROW);
        Liveness liveness = new Liveness(code.flow());
        assertTrue(liveness.isLive(3, code.at("from")));
        assertFalse(liveness.isLive(3, code.at("to")));
    }

    /** A variable is live where a way leads to a read of it that passes no write. */
    @RepeatedTest(50)
    void agreesWithASearchOfAllWays() {
        long seed = new Random().nextLong();
        ControlFlow flow = RandomCode.of(new Random(seed)).flow();
        Liveness liveness = new Liveness(flow);
        for (int index = 0; index < flow.size(); index++) {
            for (int slot = 0; slot < 3; slot++) {
                int at = index;
                int variable = slot;
                assertEquals(
                        isReadOnSomeWay(flow, slot, index),
                        liveness.isLive(slot, index),
                        () -> "seed " + seed + ", variable " + variable + " at " + at);
            }
        }
    }

    private static boolean isReadOnSomeWay(ControlFlow flow, int slot, int start) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(Set.of(start));
        while (!open.isEmpty()) {
            int index = open.pop();
            if (!seen.add(index)) {
                continue;
            }
            AbstractInsnNode instruction = flow.instruction(index);
            if (instruction instanceof IincInsnNode increment && increment.var == slot) {
                return true;
            }
            boolean names = instruction instanceof VarInsnNode variable && variable.var == slot;
            if (names && instruction.getOpcode() == Opcodes.ILOAD) {
                return true;
            }
            Arrays.stream(flow.handlers(index)).forEach(open::add);
            if (!names) {
                Arrays.stream(flow.successors(index)).forEach(open::add);
            }
        }
        return false;
    }
}

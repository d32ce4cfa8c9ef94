package dev.reprise.transformer.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.support.Stubs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodNode;

class MonitorCheckTest {

    @Test
    void aMonitorIsHeldBetweenEnterAndExit() {
        Code code = new Code()
                .op(Opcodes.ACONST_NULL)
                .mark("before")
                .op(Opcodes.MONITORENTER)
                .mark("inside")
                .op(Opcodes.NOP, Opcodes.ACONST_NULL)
                .mark("leaving")
                .op(Opcodes.MONITOREXIT)
                .mark("after")
                .op(Opcodes.RETURN);
        MonitorCheck check = new MonitorCheck(code.flow());
        assertFalse(check.holdsMonitor(code.at("before")));
        assertTrue(check.holdsMonitor(code.at("inside")));
        assertTrue(check.holdsMonitor(code.at("leaving")));
        assertFalse(check.holdsMonitor(code.at("after")));
    }

    @Test
    void anInnerExitLeavesTheOuterMonitorHeld() {
        Code code = new Code()
                .op(Opcodes.ACONST_NULL, Opcodes.MONITORENTER)
                .op(Opcodes.ACONST_NULL, Opcodes.MONITORENTER)
                .op(Opcodes.ACONST_NULL, Opcodes.MONITOREXIT)
                .mark("outer")
                .op(Opcodes.ACONST_NULL, Opcodes.MONITOREXIT)
                .mark("none")
                .op(Opcodes.RETURN);
        MonitorCheck check = new MonitorCheck(code.flow());
        assertTrue(check.holdsMonitor(code.at("outer")));
        assertFalse(check.holdsMonitor(code.at("none")));
    }

    @Test
    void aLoopAroundABlockHoldsNoMonitor() {
        Code code = new Code()
                .mark("loop")
                .op(Opcodes.ACONST_NULL, Opcodes.MONITORENTER, Opcodes.ICONST_0)
                .jump(Opcodes.IFEQ, "inside")
                .op(Opcodes.ACONST_NULL, Opcodes.MONITOREXIT)
                .jump(Opcodes.GOTO, "loop")
                .mark("inside")
                .op(Opcodes.ACONST_NULL, Opcodes.MONITOREXIT, Opcodes.RETURN);
        MonitorCheck check = new MonitorCheck(code.flow());
        assertFalse(check.holdsMonitor(code.at("loop")));
        assertTrue(check.holdsMonitor(code.at("inside")));
    }

    @Test
    void aHandlerHoldsWhatItsRangeHeld() {
        Code code = new Code()
                .protect("from", "to", "handler")
                .op(Opcodes.ACONST_NULL, Opcodes.MONITORENTER)
                .mark("from")
                .op(Opcodes.NOP)
                .mark("to")
                .op(Opcodes.ACONST_NULL, Opcodes.MONITOREXIT, Opcodes.RETURN)
                .mark("handler")
                .op(Opcodes.ACONST_NULL, Opcodes.MONITOREXIT)
                .mark("released")
                .op(Opcodes.ATHROW);
        MonitorCheck check = new MonitorCheck(code.flow());
        assertTrue(check.holdsMonitor(code.at("handler")));
        assertFalse(check.holdsMonitor(code.at("released")));
    }

    @Test
    void anInstructionThatFailsHasNeitherTakenNorReleasedItsMonitor() {
        Code code = new Code()
                .protect("entering", "entered", "notTaken")
                .protect("leaving", "left", "notReleased")
                .op(Opcodes.ACONST_NULL)
                .mark("entering")
                .op(Opcodes.MONITORENTER)
                .mark("entered")
                .op(Opcodes.ACONST_NULL)
                .mark("leaving")
                .op(Opcodes.MONITOREXIT)
                .mark("left")
                .op(Opcodes.RETURN)
                .mark("notTaken")
                .op(Opcodes.ATHROW)
                .mark("notReleased")
                .op(Opcodes.ATHROW);
        MonitorCheck check = new MonitorCheck(code.flow());
        assertFalse(check.holdsMonitor(code.at("notTaken")));
        assertTrue(check.holdsMonitor(code.at("notReleased")));
    }

    @Test
    void codeThatIsNeverReachedHoldsNoMonitor() {
        Code code = new Code()
                .op(Opcodes.ACONST_NULL, Opcodes.MONITORENTER, Opcodes.RETURN)
                .mark("never")
                .op(Opcodes.NOP);
        assertFalse(new MonitorCheck(code.flow()).holdsMonitor(code.at("never")));
    }

    /** In the source, 0 stands where no monitor is held and 100 where one is. */
    @Test
    void theBlocksThatTheCompilerWritesAreUnderstood() {
        MethodNode method = Stubs.method(Stubs.read(Stubs.compile("Blocks", """
                        byte b;
                        byte all(Object lock, int n) {
                            b = 10;
                            try {
                                synchronized (lock) {
                                    b = 100;
                                    try {
                                        synchronized (this) { b = 101; if (n == 1) return b; }
                                        b = 102;
                                    } catch (IllegalStateException e) {
                                        b = 103;
                                    } finally {
                                        b = 104;
                                    }
                                }
                                b = 11;
                            } catch (RuntimeException e) {
                                b = 12;
                                while (n-- > 0) {
                                    synchronized (lock) { b = 105; if (n == 2) break; if (n == 3) continue; }
                                    b = 13;
                                }
                            } finally {
                                b = 14;
                                synchronized (lock) { b = 106; }
                            }
                            b = 15;
                            return b;
                        }
                        """)), "all");
        MonitorCheck check = new MonitorCheck(new ControlFlow(method));
        List<AbstractInsnNode> instructions = List.of(method.instructions.toArray());
        int seen = 0;
        for (AbstractInsnNode instruction : instructions) {
            if (instruction instanceof IntInsnNode number
                    && number.getOpcode() == Opcodes.BIPUSH
                    && number.operand >= 10) {
                boolean held = check.holdsMonitor(instructions.indexOf(instruction));
                if (number.operand >= 100) {
                    assertTrue(held, "at " + number.operand);
                } else {
                    assertFalse(held, "at " + number.operand);
                }
                seen++;
            }
        }
        assertTrue(seen >= 13, "finally blocks are copied, so that there are more than in the source");
    }
}

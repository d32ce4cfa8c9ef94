package dev.reprise.it.foreign;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The instructions of a method at which a monitor is held, known by the handler that compilers write to release it. */
final class HeldMonitors {

    private HeldMonitors() {}

    static Set<AbstractInsnNode> in(MethodNode method) {
        Set<AbstractInsnNode> held = new HashSet<>();
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            if (releasesMonitor(range.handler)) {
                for (AbstractInsnNode i = range.start; i != range.end; i = i.getNext()) {
                    held.add(i);
                }
            }
        }
        return held;
    }

    /** Tells whether the handler reads {@code store error; load lock; monitorexit}. */
    private static boolean releasesMonitor(AbstractInsnNode handler) {
        AbstractInsnNode store = nextInstruction(handler);
        AbstractInsnNode load = nextInstruction(store);
        AbstractInsnNode release = nextInstruction(load);
        return store.getOpcode() == Opcodes.ASTORE
                && load.getOpcode() == Opcodes.ALOAD
                && release.getOpcode() == Opcodes.MONITOREXIT;
    }

    private static AbstractInsnNode nextInstruction(AbstractInsnNode node) {
        AbstractInsnNode next = node.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext();
        }
        return next == null ? node : next;
    }
}

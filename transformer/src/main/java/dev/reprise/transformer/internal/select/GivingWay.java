package dev.reprise.transformer.internal.select;

import dev.reprise.transformer.internal.asm.Instructions;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.asm.RuntimeNames.Intrinsic;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes {@code await(interrupt())} what it means, {@code suspend(null)}: no coroutine is made that only suspends. What is
 * sent there is dropped, as such a coroutine does.
 */
final class GivingWay {

    private GivingWay() {}

    static void simplify(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (Instructions.intrinsicCalledBy(instruction) == Intrinsic.AWAIT
                    && Instructions.straightBefore(instruction) instanceof MethodInsnNode call
                    && RuntimeNames.givesWay(call)) {
                InsnList replacement = new InsnList();
                replacement.add(Intrinsic.SUSPEND.call());
                replacement.add(new InsnNode(Opcodes.POP));
                replacement.add(new InsnNode(Opcodes.ACONST_NULL));
                method.instructions.set(call, new InsnNode(Opcodes.ACONST_NULL));
                method.instructions.insert(instruction, replacement);
                method.instructions.remove(instruction);
            }
        }
    }
}

package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Warns of a call of {@code suspend} that the class inherits from a class which may or may not be a coroutine: no other
 * class is read, the signature names no type of the runtime, and so the call is left as it is.
 */
final class InheritedSuspend {

    private InheritedSuspend() {}

    static void check(AsyncMethod target, Problems problems) {
        for (AbstractInsnNode instruction : target.method().instructions) {
            if (instruction instanceof MethodInsnNode call
                    && RuntimeNames.looksLikeSuspend(call)
                    && isInherited(call, target.owner())) {
                problems.report(
                        DiagnosticCode.INHERITED_SUSPEND,
                        target.method(),
                        call,
                        "suspend is inherited from " + target.owner().superName.replace('/', '.')
                                + " or above: it is not rewritten, and throws if it is that of Coroutine",
                        "write Coroutine.suspend(value), or name the class that declares another suspend");
            }
        }
    }

    /** In a direct subclass of Coroutine, such a call already has the name of that class. */
    private static boolean isInherited(MethodInsnNode call, ClassNode owner) {
        return call.owner.equals(owner.name)
                && owner.methods.stream().noneMatch(m -> m.name.equals(call.name) && m.desc.equals(call.desc));
    }
}

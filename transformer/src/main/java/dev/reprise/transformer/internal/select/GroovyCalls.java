package dev.reprise.transformer.internal.select;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.RuntimeNames.Intrinsic;
import dev.reprise.transformer.internal.model.Problems;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Refuses the calls of groovyc that mean an intrinsic in the source and call another method in the class file. */
final class GroovyCalls {

    private static final String DYNAMIC_CALLS = "org/codehaus/groovy/vmplugin/v8/IndyInterface";
    private static final String OWN_ASYNC = "org/apache/groovy/runtime/async/AsyncSupport";

    private final Problems problems;

    GroovyCalls(Problems problems) {
        this.problems = problems;
    }

    /** Checks an annotated method or a lambda. */
    void check(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            Intrinsic intrinsic = calledDynamically(instruction);
            if (intrinsic != null && loadsClass(method, intrinsic)) {
                problems.report(
                        DiagnosticCode.DYNAMIC_AWAIT,
                        method,
                        instruction,
                        intrinsic.method() + " in a dynamic call of Groovy's, which looks the method up when it runs",
                        "annotate the method or the class with @CompileStatic");
            } else if (instruction instanceof MethodInsnNode call
                    && call.owner.equals(OWN_ASYNC)
                    && call.name.equals(Intrinsic.AWAIT.method())) {
                problems.report(
                        DiagnosticCode.DYNAMIC_AWAIT,
                        method,
                        instruction,
                        "await is a keyword of Groovy 6 and blocks the thread",
                        "write Coroutine.await(...)");
            }
        }
    }

    /** Returns the intrinsic of the name that Groovy is to look up in a class, if there is one of that name. */
    private static @Nullable Intrinsic calledDynamically(AbstractInsnNode instruction) {
        if (!(instruction instanceof InvokeDynamicInsnNode call)
                || !call.bsm.getOwner().equals(DYNAMIC_CALLS)
                || !call.desc.startsWith("(Ljava/lang/Class;")
                || call.bsmArgs.length == 0) {
            return null;
        }
        return Stream.of(Intrinsic.values())
                .filter(intrinsic -> intrinsic.method().equals(call.bsmArgs[0]))
                .findFirst()
                .orElse(null);
    }

    private static boolean loadsClass(MethodNode method, Intrinsic intrinsic) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LdcInsnNode load
                    && load.cst instanceof Type type
                    && intrinsic.isNamedBy(type.getInternalName(), intrinsic.method())) {
                return true;
            }
        }
        return false;
    }
}

package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.Diagnostic.Severity;
import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Warns of what can be rewritten, or need not be, and is hardly meant. */
public final class Warnings {

    /** These are about a file and its place, which no annotation in it can approve. */
    private static final Set<DiagnosticCode> OF_FILES =
            EnumSet.of(DiagnosticCode.MISPLACED_CLASS, DiagnosticCode.SIGNATURE_DROPPED);

    private Warnings() {}

    /** Checks all methods of a class; some checks are for those that are to be rewritten. */
    public static void check(ClassNode owner, List<AsyncMethod> rewritten, Problems problems) {
        if ((owner.version & 0xFFFF) < Opcodes.V1_8) {
            return; // it may have subroutines, which the analyses do not know
        }
        for (String code : problems.suppressions().ofClass()) {
            if (!isSuppressible(code)) {
                problems.report(DiagnosticCode.UNKNOWN_SUPPRESSION, faultOf(code), warnings());
            }
        }
        for (MethodNode method : owner.methods) {
            for (String code : problems.suppressions().of(method)) {
                if (!isSuppressible(code)) {
                    problems.report(DiagnosticCode.UNKNOWN_SUPPRESSION, method, faultOf(code), warnings());
                }
            }
            DroppedCoroutines.check(method, problems);
        }
        for (AsyncMethod method : rewritten) {
            if (method.kind().awaits()) { // a generator is iterated, wherever that may be
                BlockingCalls.check(method.method(), problems);
            }
            InheritedSuspend.check(method, problems);
        }
    }

    private static boolean isSuppressible(String code) {
        return DiagnosticCode.of(code)
                .filter(known -> known.severity() == Severity.WARNING && !OF_FILES.contains(known))
                .isPresent();
    }

    private static String faultOf(String code) {
        return DiagnosticCode.of(code)
                .map(known -> known + " is " + (known.severity() == Severity.ERROR ? "an error" : "about the file")
                        + ", which cannot be suppressed")
                .orElse("no warning has the code " + code);
    }

    private static String warnings() {
        return Arrays.stream(DiagnosticCode.values())
                .map(DiagnosticCode::toString)
                .filter(Warnings::isSuppressible)
                .sorted()
                .collect(Collectors.joining(", ", "remove it, or choose from ", ""));
    }
}

package dev.reprise.transformer.internal.verify;

import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.model.Problems;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Verifies classes: their structure and the kinds of their values by ASM's {@link CheckClassAdapter}, then the classes of
 * the values against the frames. It does not follow whether an object was constructed.
 */
public final class OutputVerifier {

    private static final String REMEDY =
            "compile it again with what it uses; if the JVM takes the class as it was, report this to Reprise";

    private final TypeHierarchy hierarchy;

    /** Looks for classes in these places, in order. */
    public OutputVerifier(List<ClassSource> sources) {
        hierarchy = new TypeHierarchy(sources);
    }

    /** Returns the errors of a class: the first of its structure, or else the first of each method. */
    public List<Diagnostic> verify(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        Problems problems = new Problems(node);
        try {
            reader.accept(new CheckClassAdapter(new ClassWriter(0), true), 0);
        } catch (RuntimeException e) { // the adapter throws several kinds, and says all in their messages
            problems.report(DiagnosticCode.FAILED_VERIFICATION, message(e), REMEDY);
            return problems.diagnostics();
        }
        for (MethodNode method : node.methods) {
            try {
                new FrameAnalyzer(new TypeRules(hierarchy)).analyze(node.name, method);
            } catch (AnalyzerException e) {
                if (e.node == null) {
                    problems.report(DiagnosticCode.FAILED_VERIFICATION, method, message(e), REMEDY);
                } else {
                    problems.report(DiagnosticCode.FAILED_VERIFICATION, method, e.node, message(e), REMEDY);
                }
            }
        }
        return problems.diagnostics();
    }

    private static String message(Exception e) {
        String all = Objects.requireNonNullElse(e.getMessage(), e.toString());
        return "the rewritten class does not verify: " + all.lines().findFirst().orElse("");
    }
}

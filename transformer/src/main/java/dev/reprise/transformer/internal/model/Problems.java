package dev.reprise.transformer.internal.model;

import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.Diagnostic.Severity;
import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.Instructions;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Collects the faults of one class, but for suppressed warnings; the stages add to it, the façade reads it. */
public final class Problems {

    private final ClassNode owner;
    private final Suppressions suppressions;
    private final Set<MethodNode> refused = new HashSet<>();
    /** A set, since compilers copy code: a fault in finally is one fault. */
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

    public Problems(ClassNode owner) {
        this.owner = owner;
        this.suppressions = new Suppressions(owner);
    }

    /** Reports what is found at an instruction. */
    public void report(DiagnosticCode code, MethodNode method, AbstractInsnNode at, String message, String remedy) {
        report(code, method, Instructions.lineOf(at), message, remedy);
    }

    /** Reports what is found of a whole method. */
    public void report(DiagnosticCode code, MethodNode method, String message, String remedy) {
        report(code, method, Instructions.firstLineOf(method), message, remedy);
    }

    /** Reports what is found of the whole class. */
    public void report(DiagnosticCode code, String message, String remedy) {
        if (code.severity() == Severity.ERROR || !suppressions.ofClass().contains(code.toString())) {
            add(code, "<class>", 0, message, remedy);
        }
    }

    private void report(DiagnosticCode code, MethodNode method, int line, String message, String remedy) {
        if (code.severity() == Severity.ERROR) {
            refused.add(method);
        } else if (suppressions.cover(code.toString(), method)) {
            return;
        }
        add(code, method.name, line, message, remedy);
    }

    private void add(DiagnosticCode code, String method, int line, String message, String remedy) {
        diagnostics.add(
                new Diagnostic(code, owner.name.replace('/', '.'), method, sourceFile(), line, message, remedy));
    }

    private @Nullable String sourceFile() {
        if (owner.sourceFile == null) {
            return null;
        }
        return owner.name.substring(0, owner.name.lastIndexOf('/') + 1) + owner.sourceFile;
    }

    public Suppressions suppressions() {
        return suppressions;
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /** Tells whether an error of this method was reported so far. */
    public boolean refuses(MethodNode method) {
        return refused.contains(method);
    }

    /** Returns what was reported, in the order of the source. */
    public List<Diagnostic> diagnostics() {
        return diagnostics.stream().sorted(Diagnostic.BY_PLACE).toList();
    }
}

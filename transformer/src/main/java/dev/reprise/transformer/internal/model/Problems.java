package dev.reprise.transformer.internal.model;

import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.Diagnostic.Severity;
import dev.reprise.transformer.internal.asm.Instructions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Collects the faults of one class; the stages add to it, the façade reads it. */
public final class Problems {

    private final ClassNode owner;
    /** A set, since compilers copy code: a fault in finally is one fault. */
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

    public Problems(ClassNode owner) {
        this.owner = owner;
    }

    /** Reports an error at an instruction. */
    public void error(MethodNode method, AbstractInsnNode at, String message, String remedy) {
        add(Severity.ERROR, method.name, Instructions.lineOf(at), message, remedy);
    }

    /** Reports an error of the whole method. */
    public void error(MethodNode method, String message, String remedy) {
        add(Severity.ERROR, method.name, Instructions.firstLineOf(method), message, remedy);
    }

    /** Reports an error of the whole class. */
    public void error(String message, String remedy) {
        add(Severity.ERROR, "<class>", 0, message, remedy);
    }

    /** Reports a warning at an instruction. */
    public void warning(MethodNode method, AbstractInsnNode at, String message, String remedy) {
        add(Severity.WARNING, method.name, Instructions.lineOf(at), message, remedy);
    }

    /** Reports a warning of the whole method. */
    public void warning(MethodNode method, String message, String remedy) {
        add(Severity.WARNING, method.name, Instructions.firstLineOf(method), message, remedy);
    }

    private void add(Severity severity, String method, int line, String message, String remedy) {
        diagnostics.add(
                new Diagnostic(severity, owner.name.replace('/', '.'), method, sourceFile(), line, message, remedy));
    }

    private @Nullable String sourceFile() {
        if (owner.sourceFile == null) {
            return null;
        }
        return owner.name.substring(0, owner.name.lastIndexOf('/') + 1) + owner.sourceFile;
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    public List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }
}

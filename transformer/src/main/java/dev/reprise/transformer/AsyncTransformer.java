package dev.reprise.transformer;

import dev.reprise.transformer.internal.analyse.AnalysisLimits;
import dev.reprise.transformer.internal.analyse.PlanBuilder;
import dev.reprise.transformer.internal.analyse.Warnings;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.emit.ClassEmitter;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.CallableBodies;
import dev.reprise.transformer.internal.model.MethodPlan;
import dev.reprise.transformer.internal.model.Problems;
import dev.reprise.transformer.internal.read.ClassFile;
import dev.reprise.transformer.internal.read.MalformedClassException;
import dev.reprise.transformer.internal.read.MentionScan;
import dev.reprise.transformer.internal.select.MethodSelector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.tree.ClassNode;

/**
 * Rewrites the {@code @Async} methods of a class: bytes in, bytes and diagnostics out.
 *
 * <p>It reads no other class and no file, loads nothing, and gives the same bytes for the same input. It is immutable and
 * may be used by any number of threads.
 */
public final class AsyncTransformer {

    /** The version that rewritten classes are marked with. */
    public static final String VERSION = versionOfThisBuild();

    private static final String UNREADABLE = "(unreadable)";
    private static final String INCONSISTENT = "the class file is inconsistent: ";
    private static final String REPORT =
            "build it again from clean; if the JVM accepts the class as it is, the fault is one of Reprise: please report it";

    private final Options options;

    /** Makes one. */
    public AsyncTransformer(Options options) {
        this.options = options;
    }

    /**
     * What came of a class.
     *
     * @param classes the rewritten class and its frame classes by internal name; empty if there was nothing to do or
     *     there are errors
     * @param methods how many methods were rewritten
     * @param diagnostics all faults that were found
     */
    public record Result(SortedMap<String, byte[]> classes, int methods, List<Diagnostic> diagnostics) {

        /** Copies the collections. */
        public Result {
            classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
            diagnostics = List.copyOf(diagnostics);
        }

        private static Result nothing(List<Diagnostic> diagnostics) {
            return new Result(new TreeMap<>(), 0, diagnostics);
        }

        /** Tells whether the class could not be rewritten. */
        public boolean hasErrors() {
            return diagnostics.stream().anyMatch(Diagnostic::isError);
        }
    }

    /**
     * Rewrites a class. Whatever the bytes are, nothing is thrown: what is wrong with them is among the diagnostics.
     *
     * @param classFile the class file as the compiler wrote it; it is not changed
     */
    public Result transform(byte[] classFile) {
        return transform(classFile, UNREADABLE);
    }

    /** The same, with a name for the class in case that its file does not tell. */
    Result transform(byte[] classFile, String nameIfUnreadable) {
        if (!MentionScan.mentions(classFile, RuntimeNames.PACKAGE_PREFIX)) {
            return Result.nothing(List.of());
        }
        ClassNode node;
        try {
            node = ClassFile.parse(classFile);
        } catch (MalformedClassException e) {
            Problems problems = new Problems(placeholder(classFile, nameIfUnreadable));
            problems.report(DiagnosticCode.MALFORMED_CLASS, e.getMessage(), e.remedy());
            return Result.nothing(problems.diagnostics());
        }
        Problems problems = new Problems(node);
        try {
            return rewrite(node, problems);
        } catch (RuntimeException | AssertionError e) {
            problems.report(DiagnosticCode.INCONSISTENT_CLASS, INCONSISTENT + e, REPORT);
            return Result.nothing(problems.diagnostics());
        }
    }

    private static ClassNode placeholder(byte[] classFile, String nameIfUnreadable) {
        ClassNode node = new ClassNode();
        node.name = Objects.requireNonNullElse(ClassFile.nameOf(classFile), nameIfUnreadable);
        return node;
    }

    private Result rewrite(ClassNode node, Problems problems) {
        if (isDoneBefore(node, problems)) {
            return Result.nothing(problems.diagnostics());
        }
        List<AsyncMethod> methods = new MethodSelector(node, problems).select();
        Warnings.check(node, methods, problems);
        if (methods.isEmpty() || isTooOld(node, problems)) {
            return Result.nothing(problems.diagnostics());
        }
        List<MethodPlan> plans = plan(methods, problems);
        SortedMap<String, byte[]> classes =
                new ClassEmitter(node, plans, problems, options.largeMethodWarning(), VERSION).emit();
        return new Result(classes, classes.isEmpty() ? 0 : plans.size(), problems.diagnostics());
    }

    private List<MethodPlan> plan(List<AsyncMethod> methods, Problems problems) {
        List<MethodPlan> plans = new ArrayList<>();
        CallableBodies bodies = new CallableBodies(methods);
        for (AsyncMethod method : methods) {
            if (AnalysisLimits.allow(method, problems)) {
                plan(method, bodies, problems).ifPresent(plans::add);
            }
        }
        return plans;
    }

    /**
     * The analyses take the code for what a compiler writes: code that no verifier accepts fails in any of them, with
     * what Java throws for a missing element, or with an assertion of ASM.
     */
    private Optional<MethodPlan> plan(AsyncMethod method, CallableBodies bodies, Problems problems) {
        try {
            return Optional.ofNullable(PlanBuilder.build(method, bodies, problems, options.debug()));
        } catch (RuntimeException | AssertionError e) {
            problems.report(DiagnosticCode.INCONSISTENT_CLASS, method.method(), INCONSISTENT + e, REPORT);
            return Optional.empty();
        }
    }

    private static boolean isDoneBefore(ClassNode node, Problems problems) {
        ClassFile.Mark mark = ClassFile.markOf(node);
        if (mark == null) {
            return false;
        }
        if (mark.abi() != RuntimeNames.ABI) {
            problems.report(
                    DiagnosticCode.OTHER_ABI,
                    "the class was transformed by Reprise " + mark.version() + " for ABI " + mark.abi()
                            + ", this is ABI " + RuntimeNames.ABI,
                    "build it again from clean, so that the compiler's class file is transformed");
        }
        return true;
    }

    private static boolean isTooOld(ClassNode node, Problems problems) {
        if (ClassFile.version(node) >= ClassFile.OLDEST_VERSION) {
            return false;
        }
        problems.report(
                DiagnosticCode.OLD_CLASS_FILE,
                "class file version " + ClassFile.version(node) + " is older than Java 8",
                "compile with --release 8 or newer");
        return true;
    }

    private static String versionOfThisBuild() {
        Properties properties = new Properties();
        try (InputStream resource = AsyncTransformer.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(resource, "version.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}

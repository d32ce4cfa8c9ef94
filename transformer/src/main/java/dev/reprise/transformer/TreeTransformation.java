package dev.reprise.transformer;

import dev.reprise.transformer.internal.read.ClassFile;
import dev.reprise.transformer.internal.write.ClassTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A folder or jar on its way: each class is read, rewritten and checked, then all are written or none. */
final class TreeTransformation {

    private final ClassTree tree;
    private final Predicate<String> selected;
    private final AsyncTransformer transformer;
    private final Checks checks;

    /** From the path of a frame class that was found to the path of the class whose method it runs. */
    private final Map<String, String> ownerOfFrame = new HashMap<>();

    private final Set<String> rewrittenBefore = new HashSet<>();

    /** From the path of a class that is to be written to the path of the one that it comes of. */
    private final Map<String, String> madeNow = new HashMap<>();

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int scanned;
    private int classes;
    private int methods;

    TreeTransformation(ClassTree tree, Predicate<String> selected, AsyncTransformer transformer, Checks checks) {
        this.tree = tree;
        this.selected = selected;
        this.transformer = transformer;
        this.checks = checks;
    }

    Report run() throws IOException {
        try (Verification verification = Verification.of(tree, checks)) {
            for (String path : tree.list()) {
                if (selected.test(path)) {
                    scanned++;
                    transform(path, tree.read(path), verification);
                }
            }
        }
        for (String path : tree.others()) {
            isFrame(path, tree.read(path));
        }
        checkCollisions();
        noteOrphans();
        tree.losses()
                .forEach(loss -> report(DiagnosticCode.SIGNATURE_DROPPED, loss.path(), loss.message(), loss.remedy()));
        boolean failed = diagnostics.stream().anyMatch(each -> each.isError() || checks.failOnWarning());
        if (!failed) {
            tree.write();
        }
        return new Report(scanned, failed ? 0 : classes, failed ? 0 : methods, diagnostics, failed);
    }

    private void transform(String path, byte[] bytes, Verification verification) throws IOException {
        if (isFrame(path, bytes)) {
            return;
        }
        AsyncTransformer.Result result = transformer.transform(bytes, classNameOf(path));
        for (Diagnostic diagnostic : result.diagnostics()) {
            diagnostics.add(diagnostic.file() == null ? diagnostic.in(path) : diagnostic);
        }
        if (result.classes().isEmpty()) {
            return;
        }
        String folder = folder(path, result);
        if (folder == null) {
            report(
                    DiagnosticCode.MISPLACED_CLASS,
                    path,
                    "the class is not where its name says, so nothing will load it: it was not rewritten",
                    "put it into the folder of its package, or leave it out");
            return;
        }
        result.classes().forEach((name, content) -> {
            String place = ClassTree.pathOf(folder + name);
            tree.put(place, content, path);
            madeNow.put(place, path);
        });
        classes++;
        methods += result.methods();
        diagnostics.addAll(verification.verify(folder, result.classes()));
    }

    /** Tells whether a class is a frame class, and notes what the mark of an earlier run says. */
    private boolean isFrame(String path, byte[] bytes) {
        ClassFile.Mark mark = ClassFile.markOf(bytes);
        if (mark == null) {
            return false;
        }
        if (mark.owner().isEmpty()) {
            rewrittenBefore.add(path);
            return false;
        }
        String folder = folder(path, mark.bearer());
        ownerOfFrame.put(path, ClassTree.pathOf((folder == null ? "" : folder) + mark.owner()));
        return true;
    }

    private static @Nullable String folder(String path, AsyncTransformer.Result result) {
        for (String name : result.classes().keySet()) {
            String folder = folder(path, name);
            if (folder != null) {
                return folder;
            }
        }
        return null;
    }

    /** Returns what stands before a class's own path, such as the folder of a version in a multi-release jar, or null. */
    private static @Nullable String folder(String path, String internalName) {
        String own = ClassTree.pathOf(internalName);
        return path.equals(own) || path.endsWith("/" + own) ? path.substring(0, path.length() - own.length()) : null;
    }

    /** A class that happens to have a frame class's name must not be overwritten. */
    private void checkCollisions() throws IOException {
        for (String path : tree.list()) {
            String source = madeNow.get(path);
            if (source != null && !source.equals(path) && !isFrame(path, tree.read(path))) {
                report(
                        DiagnosticCode.GENERATED_NAME,
                        source,
                        "a frame class would replace " + path + ", which is a class of its own",
                        "rename that class");
            }
        }
    }

    private void noteOrphans() {
        ownerOfFrame.forEach((path, owner) -> {
            if (!madeNow.containsKey(path) && !rewrittenBefore.contains(owner) && selected.test(owner)) {
                tree.delete(path);
            }
        });
    }

    /** Adds a fault of a file as a whole. */
    private void report(DiagnosticCode code, String path, String message, String remedy) {
        diagnostics.add(new Diagnostic(code, classNameOf(path), "<class>", path, 0, message, remedy));
    }

    private static String classNameOf(String path) {
        return path.endsWith(ClassTree.SUFFIX)
                ? path.substring(0, path.length() - ClassTree.SUFFIX.length()).replace('/', '.')
                : path;
    }
}

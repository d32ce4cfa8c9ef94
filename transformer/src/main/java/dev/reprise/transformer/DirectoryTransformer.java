package dev.reprise.transformer;

import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.read.ClassFile;
import dev.reprise.transformer.internal.read.MentionScan;
import dev.reprise.transformer.internal.write.ClassTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a build's output folder in place: all its classes or, if one of them has an error, none.
 *
 * <p>A class that was rewritten before is left as it is. A frame class whose method is gone is deleted.
 */
public final class DirectoryTransformer {

    private final AsyncTransformer transformer;

    /** Makes one. */
    public DirectoryTransformer(AsyncTransformer transformer) {
        this.transformer = transformer;
    }

    /**
     * What was done to a folder.
     *
     * @param scanned how many class files were looked at
     * @param classes how many of them were rewritten
     * @param methods how many methods were rewritten
     * @param diagnostics all faults, in the order of the classes' names
     * @param failed whether there are errors; nothing was written then
     */
    public record Report(int scanned, int classes, int methods, List<Diagnostic> diagnostics, boolean failed) {

        /** Copies the list. */
        public Report {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /**
     * Rewrites a folder.
     *
     * @param selected tells by a class file's path, relative to the folder and with slashes, whether to look at it
     * @throws IOException if a file cannot be read or written
     */
    public Report transform(Path directory, Predicate<String> selected) throws IOException {
        ClassTree tree = new ClassTree(directory);
        Map<String, String> ownerOfFrame = new HashMap<>(); // path of the frame class -> internal name of its owner
        Set<String> finishedOwners = new HashSet<>();
        Set<String> madeNow = new HashSet<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        int scanned = 0;
        int classes = 0;
        int methods = 0;
        for (String path : tree.list()) {
            if (!selected.test(path)) {
                continue;
            }
            byte[] bytes = tree.read(path);
            scanned++;
            ClassFile.Mark mark = markOf(bytes);
            if (mark != null && !mark.owner().isEmpty()) {
                ownerOfFrame.put(path, mark.owner());
                continue;
            }
            if (mark != null) {
                finishedOwners.add(path);
            }
            AsyncTransformer.Result result = transformer.transform(bytes);
            diagnostics.addAll(result.diagnostics());
            result.classes().forEach((name, content) -> {
                tree.put(name, content);
                madeNow.add(ClassTree.pathOf(name));
            });
            classes += result.classes().isEmpty() ? 0 : 1;
            methods += result.methods();
        }
        boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
        if (!failed) {
            ownerOfFrame.forEach((path, owner) -> {
                String ownerPath = ClassTree.pathOf(owner);
                if (!madeNow.contains(path) && !finishedOwners.contains(ownerPath) && selected.test(ownerPath)) {
                    tree.delete(path);
                }
            });
            tree.replace();
        }
        return new Report(scanned, failed ? 0 : classes, failed ? 0 : methods, diagnostics, failed);
    }

    private static ClassFile.@Nullable Mark markOf(byte[] bytes) {
        return MentionScan.mentions(bytes, RuntimeNames.TRANSFORMED_DESCRIPTOR)
                ? ClassFile.markOf(ClassFile.parse(bytes))
                : null;
    }
}

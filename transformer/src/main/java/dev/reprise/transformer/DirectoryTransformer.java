package dev.reprise.transformer;

import dev.reprise.transformer.Diagnostic.Severity;
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
import org.objectweb.asm.tree.ClassNode;

/**
 * Rewrites a build's output folder in place: all its classes or, if one of them is refused, none.
 *
 * <p>A class that was rewritten before is left as it is. A frame class whose method is gone is deleted.
 */
public final class DirectoryTransformer {

    private final AsyncTransformer transformer;
    private final Severity failsFrom;

    /** Makes one that fails on errors only. */
    public DirectoryTransformer(AsyncTransformer transformer) {
        this(transformer, Severity.ERROR);
    }

    /**
     * Makes one.
     *
     * @param failsFrom the lowest severity on which it fails and writes nothing
     */
    public DirectoryTransformer(AsyncTransformer transformer, Severity failsFrom) {
        this.transformer = transformer;
        this.failsFrom = failsFrom;
    }

    /**
     * What was done to a folder.
     *
     * @param scanned how many class files were looked at
     * @param classes how many of them were rewritten
     * @param methods how many methods were rewritten
     * @param diagnostics all faults, in the order of files and lines
     * @param failed whether there are errors, or warnings that are to fail it; nothing was written then
     */
    public record Report(int scanned, int classes, int methods, List<Diagnostic> diagnostics, boolean failed) {

        /** Copies the list. */
        public Report {
            diagnostics = diagnostics.stream().sorted(Diagnostic.BY_PLACE).toList();
        }
    }

    /**
     * Rewrites a folder.
     *
     * @param selected tells by a class file's path, relative to the folder and with slashes, whether to look at it
     * @throws IOException if a file cannot be read or written, or is no class file; its path is in the message
     */
    public Report transform(Path directory, Predicate<String> selected) throws IOException {
        return new Run(new ClassTree(directory), selected).transform();
    }

    /** One folder on its way. */
    private final class Run {

        private final ClassTree tree;
        private final Predicate<String> selected;

        /** From the path of a frame class that was found to the path of the class whose method it runs. */
        private final Map<String, String> ownerOfFrame = new HashMap<>();

        private final Set<String> rewrittenBefore = new HashSet<>();
        private final Set<String> madeNow = new HashSet<>();
        private final List<Diagnostic> diagnostics = new ArrayList<>();
        private int scanned;
        private int classes;
        private int methods;

        Run(ClassTree tree, Predicate<String> selected) {
            this.tree = tree;
            this.selected = selected;
        }

        Report transform() throws IOException {
            for (String path : tree.list()) {
                if (selected.test(path)) {
                    scanned++;
                    try {
                        transform(path, tree.read(path));
                    } catch (IllegalArgumentException e) {
                        throw new IOException(path + ": " + e.getMessage(), e);
                    }
                }
            }
            boolean failed = diagnostics.stream().anyMatch(d -> d.severity().isAtLeast(failsFrom));
            if (!failed) {
                deleteOrphans();
                tree.replace();
            }
            return new Report(scanned, failed ? 0 : classes, failed ? 0 : methods, diagnostics, failed);
        }

        private void transform(String path, byte[] bytes) {
            if (MentionScan.mentions(bytes, RuntimeNames.TRANSFORMED_DESCRIPTOR)) {
                ClassNode node = ClassFile.parse(bytes);
                ClassFile.Mark mark = ClassFile.markOf(node);
                if (mark != null && !mark.owner().isEmpty()) {
                    ownerOfFrame.put(path, ClassTree.pathOf(folder(path, node.name) + mark.owner()));
                    return;
                }
                if (mark != null) {
                    rewrittenBefore.add(path);
                }
            }
            AsyncTransformer.Result result = transformer.transform(bytes);
            diagnostics.addAll(result.diagnostics());
            String folder = result.classes().keySet().stream()
                    .filter(name -> path.endsWith(ClassTree.pathOf(name)))
                    .map(name -> folder(path, name))
                    .findFirst()
                    .orElse("");
            result.classes().forEach((name, content) -> {
                tree.put(folder + name, content);
                madeNow.add(ClassTree.pathOf(folder + name));
            });
            classes += result.classes().isEmpty() ? 0 : 1;
            methods += result.methods();
        }

        /** Returns what stands before a class's own path, such as that of a version in a multi-release tree. */
        private static String folder(String path, String internalName) {
            int length = path.length() - ClassTree.pathOf(internalName).length();
            return length > 0 ? path.substring(0, length) : "";
        }

        private void deleteOrphans() {
            ownerOfFrame.forEach((path, owner) -> {
                if (!madeNow.contains(path) && !rewrittenBefore.contains(owner) && selected.test(owner)) {
                    tree.delete(path);
                }
            });
        }
    }
}

package dev.reprise.transformer;

import dev.reprise.transformer.internal.write.FolderTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Rewrites a build's output folder, in place or into another one: all its classes or, if one of them has an error, none.
 *
 * <p>A class that was rewritten before is left as it is. A frame class whose method is gone is deleted. What would not
 * change is not written.
 */
public final class DirectoryTransformer {

    private final AsyncTransformer transformer;
    private final Checks checks;

    /** Makes one that only errors stop. */
    public DirectoryTransformer(AsyncTransformer transformer) {
        this(transformer, Checks.defaults());
    }

    /** Makes one. */
    public DirectoryTransformer(AsyncTransformer transformer, Checks checks) {
        this.transformer = transformer;
        this.checks = checks;
    }

    /**
     * Rewrites a folder in place.
     *
     * @param selected tells by a class file's path, relative to the folder and with slashes, whether to look at it
     * @throws IOException if a file cannot be read or written
     */
    public Report transform(Path directory, Predicate<String> selected) throws IOException {
        return new TreeTransformation(new FolderTree(directory), selected, transformer, checks).run();
    }

    /**
     * Rewrites a folder into another one, which is made if it does not exist. It gets all files of the input; files that
     * only it has stay, but for the frame classes of methods that are gone.
     *
     * @param selected tells by a class file's path, relative to the folder and with slashes, whether to look at it
     * @throws IOException if a file cannot be read or written
     */
    public Report transform(Path in, Path out, Predicate<String> selected) throws IOException {
        return new TreeTransformation(new FolderTree(in, out), selected, transformer, checks).run();
    }
}

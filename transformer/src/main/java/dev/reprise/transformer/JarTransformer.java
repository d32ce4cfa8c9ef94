package dev.reprise.transformer;

import dev.reprise.transformer.internal.write.JarTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * Rewrites the classes of a jar: all or, if one of them has an error, none.
 *
 * <p>All other entries stay as they are, byte for byte, and where they are; so do jars inside. Frame classes stand behind
 * their owner, in the same version of a multi-release jar. If a class of a signed jar is rewritten, the signature is left
 * out, with a warning.
 */
public final class JarTransformer {

    private final AsyncTransformer transformer;
    private final Checks checks;

    /** Makes one. */
    public JarTransformer(AsyncTransformer transformer, Checks checks) {
        this.transformer = transformer;
        this.checks = checks;
    }

    /**
     * Rewrites a jar.
     *
     * @param in the jar
     * @param out the jar to write, which may be the same file
     * @throws IOException if the jar is damaged or ambiguous, or a file cannot be read or written; nothing was written then
     */
    public Report transform(Path in, Path out) throws IOException {
        try (JarTree tree = new JarTree(in, out)) {
            return new TreeTransformation(tree, path -> true, transformer, checks).run();
        } catch (ZipException e) {
            throw new IOException(in + " cannot be read as a jar: " + e.getMessage(), e);
        }
    }
}

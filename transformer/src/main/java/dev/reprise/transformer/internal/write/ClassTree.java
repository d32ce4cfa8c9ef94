package dev.reprise.transformer.internal.write;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Class files by path, relative and with slashes, that are changed all at once: what is put and deleted is noted, and
 * {@link #write} makes it so, or leaves the output as it was.
 */
public interface ClassTree extends Closeable {

    /** How a class file's name ends. */
    String SUFFIX = ".class";

    /** Returns the path of a class. */
    static String pathOf(String internalName) {
        return internalName + SUFFIX;
    }

    /** Returns the input's class files in the order of their paths. */
    List<String> list() throws IOException;

    /** Returns the class files that stand in the output only, left by earlier runs or by others. */
    List<String> others() throws IOException;

    /** Returns what one of {@link #list} or {@link #others} holds. */
    byte[] read(String path) throws IOException;

    /** Notes that a class file is to have these bytes. A new one belongs to {@code owner}, and goes beside it. */
    void put(String path, byte[] bytes, String owner);

    /** Notes that a class file is to go. */
    void delete(String path);

    /** Returns what the noted changes will destroy: each is a sentence of a fault, to be warned of. */
    List<Loss> losses();

    /**
     * Something that cannot be kept.
     *
     * @param path where it is
     * @param message what is lost
     * @param remedy how to get it again
     */
    record Loss(String path, String message, String remedy) {}

    /** Writes the output. */
    void write() throws IOException;
}

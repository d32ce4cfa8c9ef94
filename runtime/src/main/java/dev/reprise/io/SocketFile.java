package dev.reprise.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file by which a Unix domain socket is found, which outlives the socket. */
final class SocketFile {

    private static final int TYPE_OF_FILE = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;
    private final @Nullable Object key;

    private SocketFile(Path path, @Nullable Object key) {
        this.path = path;
        this.key = key;
    }

    /** Returns that of a socket that was just bound. */
    static SocketFile of(Path path) throws IOException {
        return new SocketFile(path, key(path));
    }

    /** Removes the socket that an earlier program may have left, so that the path can be bound; nothing else. */
    static void removeStale(Path path) throws IOException {
        try {
            if (isSocket(path)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException gone) {
            // as it should be
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return ((int) Files.getAttribute(path, "unix:mode") & TYPE_OF_FILE) == SOCKET;
        }
        return Files.readAttributes(path, BasicFileAttributes.class).isOther();
    }

    /** Removes it, unless somebody has put another in its place. */
    void remove() throws IOException {
        try {
            if (Objects.equals(key, key(path))) {
                Files.delete(path);
            }
        } catch (NoSuchFileException gone) {
            // somebody was faster
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}

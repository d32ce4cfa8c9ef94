package dev.reprise.it.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** The classes of {@code dev.reprise.it.targets} as javac wrote them; the build leaves them untransformed. */
final class Targets {

    private static final String PACKAGE = "dev/reprise/it/targets";

    private Targets() {}

    /** Both sides of all targets, made once. */
    static BodySet all() {
        return Holder.ALL;
    }

    private static final class Holder {
        static final Map<String, byte[]> CLASS_FILES = read();
        static final BodySet ALL = new BodySet(CLASS_FILES);
    }

    /** Returns javac's class files by internal name. */
    static Map<String, byte[]> classFiles() {
        return Holder.CLASS_FILES;
    }

    /** Returns the class files as {@code javac -g:none} writes them. */
    static Map<String, byte[]> withoutDebugInformation() {
        Map<String, byte[]> stripped = new TreeMap<>();
        classFiles().forEach((name, classFile) -> {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(classFile).accept(writer, ClassReader.SKIP_DEBUG);
            stripped.put(name, writer.toByteArray());
        });
        return stripped;
    }

    private static Map<String, byte[]> read() {
        try {
            Path root = Path.of(Targets.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classFilesUnder(root, root.resolve(PACKAGE));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the tests' own class path is not a directory", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the targets", e);
        }
    }

    /** Reads the class files below a folder; their names begin at {@code root}. */
    static Map<String, byte[]> classFilesUnder(Path root, Path folder) throws IOException {
        Map<String, byte[]> classFiles = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> found =
                    paths.filter(path -> path.toString().endsWith(".class")).toList();
            for (Path path : found) {
                String name = root.relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                classFiles.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(path));
            }
        }
        return classFiles;
    }
}

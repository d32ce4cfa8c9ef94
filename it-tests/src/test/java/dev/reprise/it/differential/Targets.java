package dev.reprise.it.differential;

import dev.reprise.it.support.ClassFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** The classes of {@code dev.reprise.it.targets} as javac wrote them; the build leaves them untransformed. */
public final class Targets {

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
    public static Map<String, byte[]> classFiles() {
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
            return ClassFiles.below(root, root.resolve(PACKAGE));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the tests' own class path is not a directory", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the targets", e);
        }
    }
}

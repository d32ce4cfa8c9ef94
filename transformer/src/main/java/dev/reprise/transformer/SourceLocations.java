package dev.reprise.transformer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the source file that a diagnostic is about, so that editors and terminals can open it. */
public final class SourceLocations {

    private final List<Path> roots;

    /** Looks into these folders, in order. */
    public SourceLocations(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** Returns a diagnostic as it is printed, with the path of its source file. */
    public String format(Diagnostic diagnostic) {
        return diagnostic.format(path(diagnostic.file(), diagnostic.className()));
    }

    /** The path of {@code file} where a source root has it, else {@code file} alone; without one, the class's name. */
    String path(@Nullable String file, String className) {
        if (file == null) {
            return className;
        }
        return roots.stream()
                .map(root -> root.resolve(file))
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .findFirst()
                .orElse(file);
    }
}

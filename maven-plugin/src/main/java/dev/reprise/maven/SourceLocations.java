package dev.reprise.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the source file that a diagnostic is about, so that editors and terminals can open it. */
final class SourceLocations {

    private final List<Path> roots;

    SourceLocations(List<String> roots) {
        this.roots = roots.stream().map(Path::of).toList();
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

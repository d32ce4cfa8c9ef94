package dev.reprise.it.differential;

import dev.reprise.Coroutine;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Bodies that stand among the test resources, since the build's own compiler settings do not fit them. */
final class SourceFolder {

    private SourceFolder() {}

    /** Compiles the sources of a resource folder for a Java release and makes both sides of them. */
    static BodySet compile(String folder, int release, Path output) throws IOException, URISyntaxException {
        Path sources = Path.of(Objects.requireNonNull(SourceFolder.class.getResource("/" + folder), folder)
                .toURI());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "--release",
                Integer.toString(release),
                "-g",
                "-Xlint:-options",
                "-classpath",
                classPath(),
                "-d",
                output.toString());
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> paths = Files.list(sources)) {
            var units = files.getJavaFileObjectsFromPaths(paths.sorted().toList());
            if (!compiler.getTask(messages, files, null, options, null, units).call()) {
                throw new AssertionError("the sources in " + folder + " do not compile: " + messages);
            }
        }
        return new BodySet(Targets.classFilesUnder(output, output));
    }

    private static String classPath() throws URISyntaxException {
        return locationOf(Coroutine.class) + System.getProperty("path.separator") + locationOf(Probe.class);
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}

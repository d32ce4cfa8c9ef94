package dev.reprise.it.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A compiler that is not on the tests' class path; each compilation is a process.
 *
 * @param folder where its artifacts are, below {@code target/compilers}
 * @param mainClass its command line
 * @param options what it is given besides class path, output and sources
 */
public record Compiler(String folder, String mainClass, List<String> options) {

    private static final long MOST_MINUTES = 10;

    /** Compiled quickly rather than well: none of these compilers runs long enough for more. */
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m");

    /** Returns groovyc. */
    public static Compiler groovy() {
        return new Compiler("groovy", "org.codehaus.groovy.tools.FileSystemCompiler", List.of());
    }

    /**
     * Compiles files for a class path of the runtime, the tests and the language's own library, writes to a folder, and
     * returns the class files by internal name.
     */
    public Map<String, byte[]> compile(List<Path> sources, Path output) throws IOException, InterruptedException {
        Path messages = output.resolve("messages.txt");
        Path classes = Files.createDirectories(output.resolve("classes"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", joined(artifacts()), mainClass));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), "-d", classes.toString()));
        sources.forEach(source -> command.add(source.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        try {
            assertTrue(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES), () -> folder + " does not end");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> folder + " failed:\n" + text(messages));
        return ClassFiles.below(classes, classes);
    }

    /** Returns a loader of the language's own library, which the compiled classes need. */
    public ClassLoader libraries() {
        URL[] urls = artifacts().stream().map(Compiler::url).toArray(URL[]::new);
        return new URLClassLoader(folder, urls, Compiler.class.getClassLoader());
    }

    private String classPath() {
        return InMemoryCompiler.classPath() + File.pathSeparator + joined(artifacts());
    }

    private List<Path> artifacts() {
        Path home = Path.of("target", "compilers", folder).toAbsolutePath();
        try (Stream<Path> files = Files.list(home)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the build has not put the compiler there: mvn process-test-resources", e);
        }
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

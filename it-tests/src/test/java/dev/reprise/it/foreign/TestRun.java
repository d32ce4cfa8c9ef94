package dev.reprise.it.foreign;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/** The tests of a library, run in a JVM of their own on some variant of the library. */
final class TestRun {

    /** A wrong transformation may well loop for ever. */
    private static final long LIMIT_MINUTES =
            System.getProperty(ForeignLibraries.SWITCH, "").isEmpty() ? 10 : 60;

    private static final String REPORTS = "reports";

    private static final List<String> OPTIONS = List.of(
            "-Xmx2g",
            "-Xss16m", // a body that is driven in place takes several frames for each of its caller's
            "-XX:+UseSerialGC",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8");

    private final Path folder;
    private final SortedMap<String, Boolean> passed = new TreeMap<>();

    private TestRun(Path folder) {
        this.folder = folder;
    }

    /** Runs the tests whose class matches none of the patterns, in a folder of the given name. */
    static TestRun of(ForeignLibrary library, String name, List<Path> variant, List<String> excluded)
            throws IOException, InterruptedException, XMLStreamException {
        TestRun run = new TestRun(library.folder().resolve(name));
        // Some tests read their resources from the folder where the library's own build has them.
        Path tests = run.folder.resolve(Path.of("src", "test", "resources"));
        unpack(library.tests(), tests);
        List<Path> classPath = new ArrayList<>(variant);
        classPath.add(tests);
        classPath.addAll(library.dependencies());
        run.deleteReports();
        run.execute(arguments(library, classPath, tests, excluded));
        run.readReports();
        return run;
    }

    /** Returns the tests by their unique ids, and whether they passed; those that were skipped are not among them. */
    SortedMap<String, Boolean> passed() {
        return passed;
    }

    long passes() {
        return passed.values().stream().filter(pass -> pass).count();
    }

    /** Returns how often a body was suspended and resumed. */
    long resumed() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("output.txt"))) {
            return lines.filter(line -> line.startsWith(Suspensions.COUNT))
                    .mapToLong(line -> Long.parseLong(line.substring(Suspensions.COUNT.length())))
                    .sum();
        }
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (JarFile in = new JarFile(jar.toFile())) {
            for (JarEntry entry : in.stream().filter(e -> !e.isDirectory()).toList()) {
                Path file = target.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream content = in.getInputStream(entry)) {
                    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static List<String> arguments(
            ForeignLibrary library, List<Path> classPath, Path tests, List<String> excluded) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(OPTIONS);
        arguments.addAll(library.options());
        arguments.addAll(List.of("-jar", ForeignLibrary.console().toString(), "execute"));
        arguments.add("--class-path");
        arguments.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        arguments.addAll(List.of("--scan-classpath", tests.toString()));
        excluded.forEach(pattern -> arguments.addAll(List.of("--exclude-classname", pattern)));
        arguments.addAll(List.of("--disable-banner", "--details", "none", "--reports-dir", REPORTS));
        return arguments;
    }

    private void execute(List<String> arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectInput(Redirect.PIPE)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the tests take more than " + LIMIT_MINUTES + " minutes, see " + folder);
        }
    }

    private void deleteReports() throws IOException {
        Files.createDirectories(folder.resolve(REPORTS));
        for (Path report : reports()) {
            Files.delete(report);
        }
    }

    private void readReports() throws IOException, XMLStreamException {
        for (Path report : reports()) {
            passed.putAll(TestReport.read(report));
        }
    }

    private List<Path> reports() throws IOException {
        try (Stream<Path> reports = Files.list(folder.resolve(REPORTS))) {
            return reports.toList();
        }
    }
}

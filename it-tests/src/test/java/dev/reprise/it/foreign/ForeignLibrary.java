package dev.reprise.it.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A published library with its published tests. The build has put them, and what the tests need, into a folder of the
 * library's name.
 *
 * @param name the artifact's name, which its jars bear: {@code name.jar} and {@code name-tests.jar}
 * @param leastTests how many tests pass at least, since fewer mean that something is wrong with the run; 0 if the tests
 *     are not published, and all that can be done is to verify the classes
 * @param options of the JVM, beyond those that all tests get
 * @param slow patterns of the names of test classes that the normal run leaves out because they take long
 * @param exempt test classes that prove nothing here, by pattern of their names, each with the reason
 */
record ForeignLibrary(
        String name, int leastTests, List<String> options, List<String> slow, Map<String, String> exempt) {

    private static final Path FOLDER = Path.of("target", "foreign").toAbsolutePath();

    boolean hasTests() {
        return leastTests > 0;
    }

    Path jar() {
        return folder().resolve(name + ".jar");
    }

    Path tests() {
        return folder().resolve(name + "-tests.jar");
    }

    /** Returns what the tests need besides the library itself. */
    List<Path> dependencies() throws IOException {
        List<Path> dependencies = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.equals(jar()) && !file.equals(tests()))
                    .sorted()
                    .forEach(dependencies::add);
        }
        return dependencies;
    }

    /** Returns JUnit's command line. */
    static Path console() {
        return FOLDER.resolve("junit-platform-console-standalone.jar");
    }

    /** Returns where its jars are, and where what is made of them may be put. */
    Path folder() {
        return FOLDER.resolve(name);
    }

    @Override
    public String toString() {
        return name;
    }
}

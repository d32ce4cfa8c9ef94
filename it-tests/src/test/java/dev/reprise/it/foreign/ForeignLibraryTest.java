package dev.reprise.it.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytecode that nobody here wrote: a suspension before each call of a published library changes nothing that its own tests
 * see.
 */
class ForeignLibraryTest {

    private static final String TRANSFORMED = "transformed";

    static Stream<ForeignLibrary> libraries() {
        return ForeignLibraries.selected();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void passesItsOwnTestsWithASuspensionBeforeEachCall(ForeignLibrary library)
            throws IOException, InterruptedException, XMLStreamException, URISyntaxException {
        Path jar = Files.createDirectories(library.folder().resolve(TRANSFORMED))
                .resolve(library.jar().getFileName());
        TransformedJar transformation = TransformedJar.write(library.jar(), jar);
        System.out.println(library + ": " + transformation);
        assertEquals(List.of(), transformation.wrongRefusals());

        List<Path> variant = List.of(jar, locationOf(Coroutine.class), locationOf(Suspensions.class));
        assertEquals(List.of(), Verification.faults(transformation.changed(), withDependencies(library, variant)));

        if (library.hasTests()) {
            compareTests(library, variant, transformation.points());
        }
    }

    private static void compareTests(ForeignLibrary library, List<Path> variant, int points)
            throws IOException, InterruptedException, XMLStreamException {
        List<String> excluded = ForeignLibraries.excluded(library);
        TestRun plain = TestRun.of(library, "plain", List.of(library.jar()), excluded);
        TestRun transformed = TestRun.of(library, TRANSFORMED, variant, excluded);
        System.out.printf(
                "%s: of %,d tests, %,d pass before and %,d after; %,d suspensions%n",
                library, plain.passed().size(), plain.passes(), transformed.passes(), transformed.resumed());
        assertTrue(plain.passes() >= library.leastTests(), () -> "only " + plain.passes() + " tests pass");
        assertTrue(transformed.resumed() > points, "the bodies were suspended");
        assertEquals(List.of(), broken(plain, transformed));
    }

    private static List<String> broken(TestRun plain, TestRun transformed) {
        return plain.passed().entrySet().stream()
                .filter(test -> test.getValue() && !transformed.passed().getOrDefault(test.getKey(), false))
                .map(test -> test.getKey())
                .toList();
    }

    private static List<Path> withDependencies(ForeignLibrary library, List<Path> variant) throws IOException {
        List<Path> classPath = new ArrayList<>(variant);
        classPath.addAll(library.dependencies());
        return classPath;
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}

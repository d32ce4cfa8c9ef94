package dev.reprise.it.random;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reprise.it.differential.Body;
import dev.reprise.it.differential.BodySet;
import dev.reprise.it.support.InMemoryCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that failed once, with this transformer or with one that was made faulty on purpose. They are kept as sources,
 * since what a seed gives changes with the generator.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegressionsTest {

    private BodySet set;

    @BeforeAll
    void compile() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RegressionsTest.class.getResource("/random"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            String[] sources = files.sorted().map(RegressionsTest::read).toArray(String[]::new);
            set = new BodySet(InMemoryCompiler.compile(sources), UnaryOperator.identity());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Body> bodies() {
        return set.bodies();
    }

    @Test
    void thereAreSome() {
        assertFalse(bodies().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void failsNoMore(Body body) throws ReflectiveOperationException {
        Checker.compare(set.sidesOf(body));
    }
}

package dev.reprise.it.differential;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The differential test for what the release that the build compiles for does not have. */
class OtherReleasesTest {

    @Nested
    class CompiledForJava8 extends Release {
        CompiledForJava8() {
            super("java8", 8);
        }
    }

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "the compiler of a JDK older than 21 has no pattern switch")
    class CompiledForJava21 extends Release {
        CompiledForJava21() {
            super("java21", 21);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Release {

        private final String folder;
        private final int release;
        private BodySet set;

        Release(String folder, int release) {
            this.folder = folder;
            this.release = release;
        }

        @BeforeAll
        void compile(@TempDir Path output) throws IOException, URISyntaxException {
            set = SourceFolder.compile(folder, release, output);
            assertFalse(set.bodies().isEmpty());
        }

        Stream<Body> bodies() {
            return set.bodies().stream();
        }

        Stream<String> transformedClasses() {
            return set.rewritten().transformed().stream();
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("bodies")
        void behavesAsTheBlockingMethod(Body body) throws ReflectiveOperationException {
            for (Run run : Comparison.RUNS) {
                Comparison.assertSameOutcome(set.sidesOf(body), run);
            }
            Comparison.assertSameOutcomeWhereverAnAwaitFails(set.sidesOf(body));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("transformedClasses")
        void passesBothVerifiers(String internalName) throws ClassNotFoundException {
            Rewritten rewritten = set.rewritten();
            VerificationTest.assertVerified(rewritten.classFile(internalName), rewritten.newLoader());
        }
    }
}

package dev.reprise.it.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Checks;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.DirectoryTransformer;
import dev.reprise.transformer.Options;
import dev.reprise.transformer.Report;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of {@code --verify} finds no fault in what the JVM takes: all targets, against the class files alone. */
class VerifiedOutputTest {

    private static final String TARGETS = "dev/reprise/it/targets/";

    @TempDir
    private Path folder;

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private Report transform(List<Path> classPath) throws Exception {
        Checks checks = new Checks(false, classPath);
        return new DirectoryTransformer(new AsyncTransformer(Options.defaults()), checks)
                .transform(
                        locationOf(VerifiedOutputTest.class), folder.resolve("out"), path -> path.startsWith(TARGETS));
    }

    private static void assertVerified(Report report) {
        assertEquals(
                List.of(),
                report.diagnostics().stream().filter(Diagnostic::isError).toList());
        assertTrue(report.methods() > 300, report::toString);
    }

    @Test
    void theTargetsVerifyWithTheRuntimeOnTheClassPath() throws Exception {
        assertVerified(transform(List.of(locationOf(Coroutine.class))));
    }

    @Test
    void theTargetsVerifyWithoutIt() throws Exception {
        assertVerified(transform(List.of()));
    }
}

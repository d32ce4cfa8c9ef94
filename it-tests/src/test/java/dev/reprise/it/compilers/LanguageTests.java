package dev.reprise.it.compilers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.diagnostics.Expectations;
import dev.reprise.it.differential.BodySet;
import dev.reprise.it.differential.BodySetTests;
import dev.reprise.it.differential.Sources;
import dev.reprise.it.support.Compiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bodies of another language, and a file of what is refused, with the errors that are expected in it. */
abstract class LanguageTests extends BodySetTests {

    private static final String REFUSED = "Refused";

    @TempDir
    private static Path output;

    private final Compiler compiler;
    private final int atLeast;
    private final SortedMap<String, byte[]> refused = new TreeMap<>();

    /** Takes the compiler of the sources in its resource folder, and how many bodies there are at least. */
    LanguageTests(Compiler compiler, int atLeast) {
        this.compiler = compiler;
        this.atLeast = atLeast;
    }

    @Override
    protected BodySet compile() throws IOException, InterruptedException {
        SortedMap<String, byte[]> accepted = new TreeMap<>();
        compiler.compile(Sources.resources(compiler.folder()), output)
                .forEach((name, classFile) -> (name.contains(REFUSED) ? refused : accepted).put(name, classFile));
        return new BodySet(accepted, compiler.libraries());
    }

    @Test
    void hasItsBodies() {
        assertTrue(
                set().bodies().size() >= atLeast, () -> "only " + set().bodies().size());
    }

    @Test
    void refusesTheRestByName() throws IOException {
        List<Path> files = Sources.resources(compiler.folder()).stream()
                .filter(file -> file.getFileName().toString().contains(REFUSED))
                .toList();
        assertFalse(files.isEmpty());
        for (Path file : files) {
            String name = "dev/reprise/it/sources/" + file.getFileName();
            Expectations.assertDiagnosed(Files.readString(file), name, refused);
        }
    }
}

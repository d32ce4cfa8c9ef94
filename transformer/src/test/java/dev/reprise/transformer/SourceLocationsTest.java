package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLocationsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path project;

    @Test
    void the_first_source_root_that_has_the_file_gives_its_path() throws IOException {
        Path generated = project.resolve("generated");
        Path source = Files.createDirectories(project.resolve("java/org/acme")).resolve("Foo.java");
        Files.createFile(source);

        var locations = new SourceLocations(List.of(generated, project.resolve("java")));

        assertEquals(source.toString(), locations.path("org/acme/Foo.java", "org.acme.Foo"));
    }

    @Test
    void a_file_that_no_source_root_has_keeps_its_name() {
        var locations = new SourceLocations(List.of(project));
        assertEquals("org/acme/Foo.kt", locations.path("org/acme/Foo.kt", "org.acme.Foo"));
    }

    @Test
    void a_diagnostic_is_printed_with_the_path() throws IOException {
        Path source = Files.createFile(project.resolve("Foo.java"));
        var diagnostic = new Diagnostic(
                DiagnosticCode.RETURNED_NULL, "Foo", "work", "Foo.java", 12, "the fault", "do this instead");
        assertEquals(
                source + diagnostic.toString().substring("Foo.java".length()),
                new SourceLocations(List.of(project)).format(diagnostic));
    }

    @Test
    void a_class_without_a_source_file_is_named_itself() {
        assertEquals("org.acme.Foo", new SourceLocations(List.of()).path(null, "org.acme.Foo"));
    }
}

package dev.reprise.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer's first steps: the README's pom.xml and class in an empty folder, and its command there. */
class GettingStartedIT {

    private static final String SECTION = "Getting started";
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern CLASS =
            Pattern.compile("(?m)^(?:public |final )*(?:class|record|enum|interface) (\\w+)");

    @TempDir
    private Path folder;

    @Test
    void the_program_of_the_readme_prints_what_the_readme_says() throws Exception {
        Markdown readme = Markdown.readme();
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), readme.only(SECTION, "xml"));
        writeClass(project, readme.only(SECTION, "java"));

        String output = new MavenCommand(folder).run(project, readme.only(SECTION, "sh"));

        assertEquals(readme.only(SECTION, "text").strip(), output.strip());
    }

    private static void writeClass(Path project, String source) throws IOException {
        Matcher packageName = PACKAGE.matcher(source);
        String folders = packageName.find() ? packageName.group(1).replace('.', '/') : "";
        Matcher className = CLASS.matcher(source);
        if (!className.find()) {
            throw new AssertionError("No class in:\n" + source);
        }
        Path sources = Files.createDirectories(project.resolve("src/main/java").resolve(folders));
        Files.writeString(sources.resolve(className.group(1) + ".java"), source);
    }
}

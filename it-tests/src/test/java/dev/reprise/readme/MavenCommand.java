package dev.reprise.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs an <code>mvn</code> command with the JDK and the Maven of this build, against the local repository that holds the
 * artifacts just built.
 */
final class MavenCommand {

    private static final long LIMIT_MINUTES = 5;
    /** Some versions of Maven reset the terminal's colours even where they use none. */
    private static final Pattern TERMINAL_CODE = Pattern.compile("\\e\\[[0-9;]*m");

    private final Path settings;
    private final Path output;

    MavenCommand(Path folder) throws IOException {
        output = folder.resolve("output.txt");
        settings = folder.resolve("settings.xml");
        String fallback = Path.of(property("test.fallback.repository")).toUri().toString();
        Files.writeString(
                settings,
                Files.readString(Path.of("scenarios/settings.xml")).replace("@localRepositoryUrl@", fallback));
    }

    /** What the command prints, without its standard error. */
    String run(Path directory, String command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(arguments(command))
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(emptyFile().toFile()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("'" + command + "' took more than " + LIMIT_MINUTES + " minutes");
        }
        String printed = TERMINAL_CODE
                .matcher(Files.readString(output, Charset.defaultCharset()))
                .replaceAll("");
        assertEquals(0, process.exitValue(), printed);
        return printed;
    }

    private List<String> arguments(String command) {
        List<String> words = List.of(command.strip().split(" +"));
        assertTrue(words.get(0).equals("mvn"), command);
        var arguments = new ArrayList<String>();
        String mvn = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
        arguments.add(Path.of(property("maven.home"), "bin", mvn).toString());
        arguments.addAll(List.of("--batch-mode", "--global-settings", settings.toString(), "-Dstyle.color=never"));
        arguments.add("-Dmaven.repo.local=" + property("test.local.repository"));
        arguments.addAll(words.subList(1, words.size()));
        return arguments;
    }

    private Path emptyFile() throws IOException {
        return Files.write(output.resolveSibling("empty.txt"), new byte[0]);
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("No system property " + name + ": run this test by 'mvn verify'");
        }
        return value;
    }
}

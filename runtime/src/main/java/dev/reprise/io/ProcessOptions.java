package dev.reprise.io;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a process is to be started: immutable, each method returns a changed copy.
 *
 * <pre>{@code
 * ProcessOptions.defaults().stdout(Redirect.PIPE).directory(folder)
 * }</pre>
 */
public final class ProcessOptions {

    private static final ProcessOptions DEFAULTS = new ProcessOptions(
            Redirect.INHERIT, Redirect.INHERIT, Redirect.INHERIT, false, null, null, StreamReader.DEFAULT_LIMIT);

    private final Redirect stdin;
    private final Redirect stdout;
    private final Redirect stderr;
    private final boolean merged;
    private final @Nullable Path directory;
    private final @Nullable Map<String, String> environment;
    private final int limit;

    private ProcessOptions(
            Redirect stdin,
            Redirect stdout,
            Redirect stderr,
            boolean merged,
            @Nullable Path directory,
            @Nullable Map<String, String> environment,
            int limit) {
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
        this.merged = merged;
        this.directory = directory;
        this.environment = environment;
        this.limit = limit;
    }

    /** This program's own input, output, errors, folder and environment, as in asyncio; readers of 64 KiB. */
    public static ProcessOptions defaults() {
        return DEFAULTS;
    }

    /** The same with pipes for all three, for {@link AsyncProcess#communicate}. */
    public static ProcessOptions piped() {
        return DEFAULTS.stdin(Redirect.PIPE).stdout(Redirect.PIPE).stderr(Redirect.PIPE);
    }

    /**
     * Says where the process reads from: {@link Redirect#PIPE} for {@link AsyncProcess#stdin}, {@link Redirect#INHERIT},
     * {@link Redirect#DISCARD} for no input at all, or {@link Redirect#from}.
     */
    public ProcessOptions stdin(Redirect source) {
        Objects.requireNonNull(source, "source");
        return new ProcessOptions(source, stdout, stderr, merged, directory, environment, limit);
    }

    /**
     * Says where the process writes to: {@link Redirect#PIPE} for {@link AsyncProcess#stdout}, {@link Redirect#INHERIT},
     * {@link Redirect#DISCARD}, {@link Redirect#to} or {@link Redirect#appendTo}.
     */
    public ProcessOptions stdout(Redirect target) {
        Objects.requireNonNull(target, "target");
        return new ProcessOptions(stdin, target, stderr, merged, directory, environment, limit);
    }

    /** Says where the process writes its errors to, as {@link #stdout} does. */
    public ProcessOptions stderr(Redirect target) {
        Objects.requireNonNull(target, "target");
        return new ProcessOptions(stdin, stdout, target, false, directory, environment, limit);
    }

    /** Sends the errors where the output goes, in the order in which both are written: {@code stderr=STDOUT}. */
    public ProcessOptions stderrToStdout() {
        return new ProcessOptions(stdin, stdout, stderr, true, directory, environment, limit);
    }

    /** Starts the process in a folder: {@code cwd}. */
    public ProcessOptions directory(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return new ProcessOptions(stdin, stdout, stderr, merged, folder, environment, limit);
    }

    /** Gives the process these environment variables and no others: {@code env}. */
    public ProcessOptions environment(Map<String, String> variables) {
        return new ProcessOptions(stdin, stdout, stderr, merged, directory, Map.copyOf(variables), limit);
    }

    /** Sets one environment variable, besides those that there are. */
    public ProcessOptions variable(String name, String value) {
        Map<String, String> changed = new TreeMap<>(environment == null ? System.getenv() : environment);
        changed.put(name, value);
        return environment(changed);
    }

    /** Sets the limit of the readers, in bytes; see {@link StreamReader}: twice as much is read ahead. */
    public ProcessOptions limit(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("the limit of a reader must be positive, not " + bytes);
        }
        return new ProcessOptions(stdin, stdout, stderr, merged, directory, environment, bytes);
    }

    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(stdin.equals(Redirect.DISCARD) ? noInput() : stdin)
                .redirectOutput(stdout)
                .redirectError(stderr)
                .redirectErrorStream(merged);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        if (environment != null) {
            builder.environment().clear();
            builder.environment().putAll(environment);
        }
        return builder;
    }

    /** The JDK has a name for it as a place to write to only. */
    private static Redirect noInput() {
        return Redirect.from(new File(isWindows() ? "NUL" : "/dev/null"));
    }

    static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    boolean pipesStdin() {
        return stdin.equals(Redirect.PIPE);
    }

    boolean pipesStdout() {
        return stdout.equals(Redirect.PIPE);
    }

    boolean pipesStderr() {
        return stderr.equals(Redirect.PIPE) && !merged;
    }

    int limit() {
        return limit;
    }
}

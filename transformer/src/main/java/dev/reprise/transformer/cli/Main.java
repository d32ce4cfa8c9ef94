package dev.reprise.transformer.cli;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Checks;
import dev.reprise.transformer.DirectoryTransformer;
import dev.reprise.transformer.JarTransformer;
import dev.reprise.transformer.Options;
import dev.reprise.transformer.Report;
import dev.reprise.transformer.SourceLocations;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@code java -jar reprise-transformer-VERSION-cli.jar}: rewrites a folder or a jar. */
public final class Main {

    static final int DONE = 0;
    static final int FAULTS_IN_THE_INPUT = 1;
    static final int WRONG_USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command, and ends the JVM with its exit status. */
    public static void main(String... words) {
        System.exit(new Main(System.out, System.err).run(words));
    }

    /** Runs the command, and returns its exit status. */
    int run(String... words) {
        try {
            Arguments arguments = Arguments.parse(words);
            if (arguments.help()) {
                out.print(help());
                return DONE;
            }
            return transform(arguments, Places.of(arguments.operands()));
        } catch (UsageException e) {
            err.println("Reprise: " + e.getMessage() + " (--help tells the usage)");
            return WRONG_USAGE;
        } catch (IOException e) {
            err.println("Reprise: " + message(e));
            return FAULTS_IN_THE_INPUT;
        }
    }

    private int transform(Arguments arguments, Places places) throws IOException {
        long start = System.nanoTime();
        Report report = transform(
                places,
                new AsyncTransformer(Options.defaults().withDebug(arguments.debug())),
                new Checks(arguments.failOnWarning(), arguments.verify() ? arguments.classPath() : null));
        var locations = new SourceLocations(arguments.sourcePath());
        report.diagnostics().forEach(diagnostic -> err.println(locations.format(diagnostic)));
        (report.failed() ? err : out).println(report.summary(Duration.ofNanos(System.nanoTime() - start)));
        return report.failed() ? FAULTS_IN_THE_INPUT : DONE;
    }

    private static Report transform(Places places, AsyncTransformer transformer, Checks checks) throws IOException {
        Path in = places.in();
        return Files.isDirectory(in)
                ? new DirectoryTransformer(transformer, checks).transform(in, places.out(), path -> true)
                : new JarTransformer(transformer, checks).transform(in, places.out());
    }

    static String help() {
        return """
            Usage: java -jar reprise-transformer-%s-cli.jar [OPTION...] IN OUT

            Rewrites the @Async methods of the class files in IN, a folder or a jar, and
            writes IN with them to OUT, which is of the same kind. OUT may be IN. If there
            is an error, nothing is written.

              --classpath PATH    folders and jars that IN was compiled against, joined as
                                  for javac; only --verify reads them
              --source-path PATH  folders of the sources, so that messages name their files
              --verify            verify each rewritten class, as the JVM will
              --fail-on-warning   take warnings for errors
              --debug             keep variables over a suspension as long as they are in
                                  scope, so that a debugger shows them
              --help              print this

            Exit status: 0 if OUT is as it should be, 1 if there are errors, 2 if something
            is wrong with the command line.
            """.formatted(AsyncTransformer.VERSION);
    }

    /** The exceptions of the file system often say no more than the path. */
    private static String message(IOException e) {
        return e instanceof FileSystemException ? e.toString() : String.valueOf(e.getMessage());
    }
}

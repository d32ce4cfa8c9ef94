package dev.reprise.maven;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Checks;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.DirectoryTransformer;
import dev.reprise.transformer.Options;
import dev.reprise.transformer.Report;
import dev.reprise.transformer.SourceLocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** Rewrites one directory of class files in place; the goals say which directory, and where its sources are. */
abstract class AbstractTransformMojo extends AbstractMojo {

    /** Leaves all classes as they are. */
    @Parameter(property = "reprise.skip", defaultValue = "false")
    private boolean skip;

    /** Lets warnings fail the build as errors do. */
    @Parameter(property = "reprise.failOnWarning", defaultValue = "false")
    private boolean failOnWarning;

    /**
     * Keeps each variable over a suspension while it is in scope, so that a debugger shows it, instead of only while it
     * will be read again. It does not concern classes that are transformed already: build from clean.
     */
    @Parameter(property = "reprise.debug", defaultValue = "false")
    private boolean debug;

    /**
     * Class files to rewrite, as Ant patterns over their paths, such as <code>org/acme/server/**</code>.
     * By default all.
     */
    @Parameter
    private List<String> includes = List.of();

    /** Class files to leave as they are, as Ant patterns over their paths; they win over the included ones. */
    @Parameter
    private List<String> excludes = List.of();

    abstract Path classes();

    abstract List<String> sourceRoots();

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path classes = classes();
        if (skip) {
            getLog().info("Reprise: skipped");
            return;
        }
        if (!Files.isDirectory(classes)) {
            getLog().debug("Reprise: no classes in " + classes);
            return;
        }
        long start = System.nanoTime();
        Report report = transform(classes);
        logDiagnostics(report.diagnostics());
        String summary = report.summary(Duration.ofNanos(System.nanoTime() - start));
        if (report.failed()) {
            throw new MojoFailureException(summary);
        }
        getLog().info(summary);
    }

    private Report transform(Path classes) throws MojoExecutionException {
        var transformer = new DirectoryTransformer(
                new AsyncTransformer(Options.defaults().withDebug(debug)),
                Checks.defaults().withFailOnWarning(failOnWarning));
        try {
            return transformer.transform(classes, new ClassPatterns(includes, excludes));
        } catch (IOException e) {
            throw new MojoExecutionException("Reprise could not transform " + classes + ": " + e, e);
        }
    }

    private void logDiagnostics(List<Diagnostic> diagnostics) {
        var locations = new SourceLocations(sourceRoots().stream().map(Path::of).toList());
        for (Diagnostic diagnostic : diagnostics) {
            String line = locations.format(diagnostic);
            switch (diagnostic.severity()) {
                case ERROR -> getLog().error(line);
                case WARNING -> getLog().warn(line);
            }
        }
    }
}

package dev.reprise.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Rewrites the @Async methods of the project's test classes. */
@Mojo(name = "transform-tests", defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES, threadSafe = true)
public final class TransformTestsMojo extends AbstractTransformMojo {

    @Parameter(defaultValue = "${project.build.testOutputDirectory}", readonly = true, required = true)
    private File classesDirectory;

    @Parameter(defaultValue = "${project.testCompileSourceRoots}", readonly = true, required = true)
    private List<String> sourceRoots;

    @Override
    Path classes() {
        return classesDirectory.toPath();
    }

    @Override
    List<String> sourceRoots() {
        return sourceRoots;
    }
}

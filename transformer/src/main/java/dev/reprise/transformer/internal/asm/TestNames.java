package dev.reprise.transformer.internal.asm;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.MethodNode;

/** What the transformer knows of JUnit Jupiter and of reprise-junit, by name only. */
public final class TestNames {

    /** The mark of a test that is {@code @Async} by that alone. */
    public static final String ASYNC_TEST_DESCRIPTOR = "Ldev/reprise/junit/AsyncTest;";

    /** The mark of a class that has twins. */
    public static final String TWINS_DESCRIPTOR = "Ldev/reprise/junit/AsyncTestClass;";

    /** The class with the method that a twin calls. */
    public static final String TESTS = "dev/reprise/junit/AsyncTests";

    public static final String RUN_TWIN = "runTwin";
    public static final String RUN_TWIN_DESCRIPTOR = "(L" + RuntimeNames.COROUTINE + ";)V";

    private static final String TEST_FACTORY_DESCRIPTOR = "Lorg/junit/jupiter/api/TestFactory;";
    private static final List<String> PACKAGES = List.of("Lorg/junit/jupiter/", "Ldev/reprise/junit/");

    private TestNames() {}

    /** Tells whether a method is called by JUnit: it has an annotation of Jupiter's or of reprise-junit's. */
    public static boolean isCalledByJunit(MethodNode method) {
        return annotations(method).anyMatch(annotation -> PACKAGES.stream().anyMatch(annotation.desc::startsWith));
    }

    /** Tells whether a method makes tests for JUnit, instead of being one. */
    public static boolean isTestFactory(MethodNode method) {
        return annotations(method).anyMatch(annotation -> annotation.desc.equals(TEST_FACTORY_DESCRIPTOR));
    }

    private static Stream<AnnotationNode> annotations(MethodNode method) {
        return Objects.requireNonNullElse(method.visibleAnnotations, List.<AnnotationNode>of()).stream();
    }
}

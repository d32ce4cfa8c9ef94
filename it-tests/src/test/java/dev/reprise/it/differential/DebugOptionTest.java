package dev.reprise.it.differential;

import dev.reprise.transformer.Options;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that keeps its variables for the debugger does what it does without. */
class DebugOptionTest {

    private static final BodySet TARGETS =
            new BodySet(Targets.classFiles(), Options.defaults().withDebug(true));

    private static final ClassLoader LOADER = TARGETS.rewritten().newLoader();

    static Stream<Body> bodies() {
        return TARGETS.bodies().stream();
    }

    static Stream<String> transformedClasses() {
        return TARGETS.rewritten().transformed().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void behavesAsTheBlockingMethod(Body body) throws ReflectiveOperationException {
        Comparison.assertSameOutcome(TARGETS.sidesOf(body), Run.suspending(0, 1, 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transformedClasses")
    void passesBothVerifiers(String internalName) throws ClassNotFoundException {
        VerificationTest.assertVerified(TARGETS.rewritten().classFile(internalName), LOADER);
    }
}

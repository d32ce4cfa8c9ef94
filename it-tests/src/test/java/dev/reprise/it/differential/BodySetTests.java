package dev.reprise.it.differential;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The differential test for a set of bodies that a subclass compiles. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BodySetTests {

    private BodySet set;
    private ClassLoader loader;

    /** Compiles the bodies. */
    protected abstract BodySet compile() throws Exception;

    @BeforeAll
    void make() throws Exception {
        set = compile();
        loader = set.rewritten().newLoader();
    }

    protected final BodySet set() {
        return set;
    }

    protected final Stream<Body> bodies() {
        return set.bodies().stream();
    }

    protected final Stream<String> transformedClasses() {
        return set.rewritten().transformed().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    public final void behavesAsTheBlockingMethod(Body body) throws ReflectiveOperationException {
        for (Run run : Comparison.RUNS) {
            Comparison.assertSameOutcome(set.sidesOf(body), run);
        }
        Comparison.assertSameOutcomeWhereverAnAwaitFails(set.sidesOf(body));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transformedClasses")
    public final void passesBothVerifiers(String internalName) throws ClassNotFoundException {
        VerificationTest.assertVerified(set.rewritten().classFile(internalName), loader);
    }
}

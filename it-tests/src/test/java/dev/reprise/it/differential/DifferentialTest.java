package dev.reprise.it.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each target body, rewritten, against itself as a blocking method: result, exception and order of side effects. */
class DifferentialTest {

    private static final BodySet TARGETS = Targets.all();

    private static final BodySet STRIPPED = new BodySet(Targets.withoutDebugInformation());

    static Stream<Arguments> bodiesAndRuns() {
        return bodies().flatMap(body -> Comparison.RUNS.stream().map(run -> Arguments.of(body, run)));
    }

    static Stream<Body> bodies() {
        return TARGETS.bodies().stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("bodiesAndRuns")
    void behavesAsTheBlockingMethod(Body body, Run run) throws ReflectiveOperationException {
        Comparison.assertSameOutcome(TARGETS.sidesOf(body), run);
    }

    @ParameterizedTest(name = "{0}, each await failing in turn")
    @MethodSource("bodies")
    void failsAsTheBlockingMethodWhereverAnAwaitFails(Body body) throws ReflectiveOperationException {
        Comparison.assertSameOutcomeWhereverAnAwaitFails(TARGETS.sidesOf(body));
    }

    /** The transformer may use what the compiler tells of names and lines, but must not need it. */
    @ParameterizedTest(name = "{0}, without debug information")
    @MethodSource("bodies")
    void behavesTheSameWithoutDebugInformation(Body body) throws ReflectiveOperationException {
        Comparison.assertSameOutcome(STRIPPED.sidesOf(body), Run.suspending(1));
    }

    @Test
    void coversAtLeast150Bodies() {
        assertTrue(
                TARGETS.bodies().size() >= 150, () -> "only " + TARGETS.bodies().size());
    }
}

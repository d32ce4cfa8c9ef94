package dev.reprise.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** What is asserted of every body. */
public final class Comparison {

    public static final List<Run> RUNS =
            List.of(Run.suspending(0), Run.suspending(1), Run.suspending(3), Run.suspending(0, 1, 2));

    private Comparison() {}

    public static void assertSameOutcome(Sides sides, Run run) throws ReflectiveOperationException {
        assertEquals(sides.blocking(run), sides.suspending(run));
    }

    /** An await that suspends gives what one gives that does not. */
    public static void assertSameOutcomeWithAndWithoutSuspensions(Sides sides) throws ReflectiveOperationException {
        Outcome atOnce = sides.suspending(Run.suspending(0));
        Outcome later = sides.suspending(Run.suspending(1));
        assertEquals(atOnce.end(), later.end());
        assertEquals(atOnce.log(), later.log());
    }

    /** Makes each of the awaits that the body reaches fail, one in each run, before and after it has suspended. */
    static void assertSameOutcomeWhereverAnAwaitFails(Sides sides) throws ReflectiveOperationException {
        int awaits = sides.blocking(Run.suspending(1)).suspensions();
        assertTrue(awaits > 0, "a body that awaits nothing tests nothing");
        assertSameOutcomeWhereAwaitsFail(sides, awaits);
    }

    /** The same for some of the awaits, if there are more than {@code most}. */
    public static void assertSameOutcomeWhereAwaitsFail(Sides sides, int most) throws ReflectiveOperationException {
        int awaits = sides.blocking(Run.suspending(1)).suspensions();
        int step = Math.max(1, (awaits + most - 1) / Math.max(1, most));
        for (int failing = 0; failing < awaits; failing += step) {
            Run atOnce = Run.suspending(0).failingAt(failing);
            assertEquals(sides.blocking(atOnce), sides.suspending(atOnce), atOnce::toString);
            Run later = Run.suspending(1).failingAt(failing);
            assertEquals(sides.blocking(later), sides.suspending(later), later::toString);
        }
    }
}

package dev.reprise.it.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs, each as a blocking method against itself transformed: results, exceptions, order of side effects, with and
 * without suspensions, with awaits that fail.
 *
 * <p>{@code -Dreprise.random.programs=1000000} makes it long. It then begins at a seed of its own, which it prints;
 * {@code -Dreprise.random.seed} gives one. The normal run has always the same programs, so that no build fails by chance.
 */
class RandomProgramsTest {

    private static final String PROGRAMS = "reprise.random.programs";
    private static final String SEED = "reprise.random.seed";

    static final int NORMAL_PROGRAMS = 2_000;
    static final long NORMAL_SEED = 1;

    private static final int BATCH = 250;
    private static final int PROGRESS = 10_000;
    private static final int MOST_FAILURES = 5;
    private static final Duration SHRINKING = Duration.ofMinutes(1);

    private static final long WANTED = Long.getLong(PROGRAMS, NORMAL_PROGRAMS);

    @Test
    void behaveAsTheBlockingMethods() {
        long first = Long.getLong(SEED, System.getProperty(PROGRAMS) == null ? NORMAL_SEED : newSeed());
        System.out.printf("%d random programs from seed %d on%n", WANTED, first);
        Checker checker = new Checker();
        List<String> failures = new ArrayList<>();
        for (long done = 0; done < WANTED && failures.size() < MOST_FAILURES; done += BATCH) {
            List<Program> batch = LongStream.range(first + done, first + Math.min(WANTED, done + BATCH))
                    .mapToObj(seed -> Generator.program(seed, Release.CURRENT))
                    .toList();
            checker.check(batch).stream()
                    .map(failure -> report(checker, failure))
                    .forEach(failures::add);
            if (done > 0 && done % PROGRESS == 0) {
                System.out.printf("%d random programs compared%n", done);
            }
        }
        if (!failures.isEmpty()) {
            fail(String.join("\n\n", failures));
        }
        System.out.printf(
                "%d random programs compared, %d too large for a class file%n", checker.checked(), checker.tooLarge());
        assertEquals(WANTED, checker.checked() + checker.tooLarge());
        assertTrue(checker.tooLarge() <= WANTED / 100, "so many are not compared: " + checker.tooLarge());
        if (WANTED >= NORMAL_PROGRAMS) {
            assertTrue(checker.awaitsReached() > 5, () -> "awaits in a run: " + checker.awaitsReached());
        }
        assertEquals(0, checker.withoutAwaits(), "programs that reach no await test nothing");
    }

    private static long newSeed() {
        return System.currentTimeMillis() * 1_000;
    }

    private static String report(Checker checker, Checker.Failure failure) {
        Program program = failure.program();
        Program shrunk = program.with(Shrinker.shrink(
                program.members(), members -> checker.faultOf(program.with(members)) != null, SHRINKING));
        String report = """
                Random program %d fails on JDK %d: %s
                Shrunk (put it into src/test/resources/random of it-tests):
                %s
                The whole again: mvn test -pl it-tests -am -Dtest=RandomProgramsTest \
                -Dsurefire.failIfNoSpecifiedTests=false -D%s=%d -D%s=1
                """.formatted(
                        program.seed(),
                        Runtime.version().feature(),
                        failure.fault(),
                        shrunk.source(),
                        SEED,
                        program.seed(),
                        PROGRAMS);
        System.out.println(report);
        return report;
    }
}

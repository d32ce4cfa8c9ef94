package dev.reprise.it.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.differential.Targets;
import dev.reprise.it.hostile.Judge.Outcome;
import dev.reprise.it.hostile.Mutants.Mutant;
import dev.reprise.transformer.AsyncTransformer.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/**
 * Real class files, damaged at random: each is answered by diagnostics, or by classes, or is left alone; nothing is thrown,
 * nothing hangs, and no more is allocated than the size of the input allows.
 *
 * <p>{@code -Dreprise.fuzz.mutations=5000000} tries more of them, {@code -Dreprise.fuzz.seed=7} others. A failure names
 * seed and number, and leaves the input in {@code target/hostile}.
 */
class FuzzTest {

    private static final long SEED = Long.getLong("reprise.fuzz.seed", 1);
    private static final int MUTATIONS = Integer.getInteger("reprise.fuzz.mutations", 100_000);

    private static final int BATCH = 5_000;

    /** A batch takes two seconds; only a hang takes so long. */
    private static final Duration HANG = Duration.ofMinutes(5);

    /** Of so many inputs that are rewritten, the JVM's verifier sees one: it takes longer than the transformation. */
    private static final int VERIFIED = 25;

    private static final SortedMap<String, byte[]> ORIGINALS = Corpus.methodByMethod(Targets.classFiles());

    private final Judge judge = new Judge(Targets.classFiles());
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private int accepted;
    private volatile Mutant current = new Mutants(SEED, ORIGINALS).make(0);

    @Test
    void everyMutationIsAnswered() {
        Mutants mutants = new Mutants(SEED, ORIGINALS);
        for (int from = 0; from < MUTATIONS; from += BATCH) {
            int first = from;
            try {
                assertTimeoutPreemptively(HANG, () -> judge(mutants, first, Math.min(first + BATCH, MUTATIONS)));
            } catch (AssertionFailedError e) {
                throw failure(e);
            }
        }
        System.out.println("Fuzz: " + MUTATIONS + " mutations of seed " + SEED + " came to " + outcomes + "; of one in "
                + VERIFIED + " that was rewritten, the JVM accepted " + accepted + " before and after; at most "
                + judge.largestAllocation() + " bytes were allocated for one");
        for (Outcome outcome : Outcome.values()) {
            int count = outcomes.getOrDefault(outcome, 0);
            assertTrue(count > MUTATIONS / 2_000, () -> "hardly any was " + outcome + ": " + outcomes);
        }
        assertTrue(accepted > MUTATIONS / 1_000, () -> "the JVM accepted hardly any: " + accepted);
    }

    private void judge(Mutants mutants, int from, int to) {
        for (int number = from; number < to; number++) {
            current = mutants.make(number);
            try {
                judge(current);
            } catch (RuntimeException | Error e) { // whatever the transformer throws is what is looked for
                throw failure(e);
            }
        }
    }

    private void judge(Mutant mutant) {
        Result result = judge.transform(mutant.bytes());
        int count = outcomes.merge(Judge.outcomeOf(result), 1, Integer::sum);
        boolean sameClass = result.classes().containsKey(mutant.owner()); // another name may be one of the runtime's
        if (sameClass && count % VERIFIED == 0 && judge.acceptedByTheJvm(mutant.owner(), mutant.bytes(), result)) {
            accepted++;
        }
    }

    private AssertionError failure(Throwable cause) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "hostile"));
            Path file = Files.write(folder.resolve(SEED + "-" + current.number() + ".class"), current.bytes());
            return new AssertionError("seed " + SEED + ", " + current + ", is in " + file + ": " + cause, cause);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSeedAndANumberTellTheInput() {
        Mutants one = new Mutants(7, ORIGINALS);
        Mutants other = new Mutants(7, ORIGINALS);
        for (int number = 0; number < 1_000; number++) {
            byte[] once = one.make(number).bytes();
            byte[] again = other.make(number).bytes();
            assertTrue(Arrays.equals(once, again));
        }
    }

    @Test
    void everyClassFileIsSoundBeforeItIsDamaged() {
        ORIGINALS.forEach((origin, classFile) -> {
            Result result = judge.transform(classFile);
            assertEquals(Outcome.REWRITTEN, Judge.outcomeOf(result), () -> origin + result.diagnostics());
            String owner = origin.substring(0, origin.indexOf('.'));
            assertTrue(judge.acceptedByTheJvm(owner, classFile, result), origin);
        });
    }

    /** Not by chance: whatever the place, a cut or an extreme value there is answered. */
    @Test
    void everyByteOfAClassFileMayBeMissingOrWrong() {
        byte[] sound = Objects.requireNonNull(ORIGINALS.get(ORIGINALS.firstKey()));
        for (int at = 0; at < sound.length; at++) {
            Result cutOff = judge.transform(Arrays.copyOf(sound, at));
            assertTrue(cutOff.classes().isEmpty());
            for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
                byte[] wrong = sound.clone();
                wrong[at] = (byte) value;
                judge.transform(wrong);
            }
        }
    }
}

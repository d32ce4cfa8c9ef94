package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Timers that are set, cancelled and taken at random, compared with a sorted list. A failure names its seed; {@code
 * -Dreprise.seed=N} runs that one first.
 */
class RandomTimersTest {

    private static final long FIRST_SEED = Long.getLong("reprise.seed", 2026);
    private static final int RUNS = 2_000;
    private static final int OPERATIONS = 600;

    @Test
    void aRandomProgramSeesASortedList() {
        int spread = 0;
        long due = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            Run run = new Run(seed);
            try {
                run.run();
            } catch (AssertionError | RuntimeException error) {
                throw new AssertionError("seed " + seed, error);
            }
            spread += run.mostSet > Timers.FEW ? 1 : 0;
            due += run.due;
        }
        assertTrue(spread > RUNS / 2, "runs with more timers than a heap holds: " + spread);
        assertTrue(due > 50L * RUNS, "timers that became due: " + due);
    }

    private static final class Run {

        private final CallbackLoop loop = new CallbackLoop();
        private final Timers timers = new Timers();
        private final List<Timed> set = new ArrayList<>(); // in order
        private final Random random;

        /** Times are multiples of this many nanoseconds. */
        private final long grain;

        /** So many operations of ten set a timer. */
        private final int bias;

        /** How many times that most deadlines are ahead, at most. */
        private final int reach;

        private long now;
        private int mostSet;
        private int due;

        Run(long seed) {
            random = new Random(seed);
            grain = 1L << random.nextInt(34);
            bias = 4 + random.nextInt(5);
            reach = 16 << random.nextInt(10);
        }

        void run() {
            for (int i = 0; i < OPERATIONS; i++) {
                int kind = random.nextInt(10);
                if (kind < bias) {
                    add(deadline());
                } else if (kind == 9) {
                    take(time());
                } else if (random.nextInt(3) == 0) {
                    cancel();
                } else {
                    look();
                }
                assertEquals(set.size(), timers.size());
                assertEquals(set.isEmpty(), timers.isEmpty());
                mostSet = Math.max(mostSet, set.size());
            }
            look();
            while (!set.isEmpty()) {
                take(set.get(0).deadline());
                look();
            }
        }

        private long deadline() {
            return switch (random.nextInt(40)) {
                case 0 -> Long.MAX_VALUE;
                case 1 -> Long.MIN_VALUE;
                case 2 -> random.nextLong();
                case 3 -> now;
                case 4 -> now - random.nextInt(1_000);
                default -> Nanos.add(now, random.nextInt(reach) * grain);
            };
        }

        private long time() {
            return switch (random.nextInt(100)) {
                case 0 -> Nanos.add(now, Math.abs(random.nextLong() >> 1));
                case 1 -> now;
                case 2 -> set.isEmpty() ? now : Math.max(now, set.get(0).deadline());
                default -> Nanos.add(now, random.nextInt(1 + reach / 32) * grain);
            };
        }

        private void add(long deadline) {
            Timed timer = new TimerHandle(loop, deadline, timers.nextNumber(), () -> {}, null);
            timers.add(timer);
            int index = set.size();
            while (index > 0 && set.get(index - 1).deadline() > deadline) {
                index--;
            }
            set.add(index, timer); // after those of the same deadline
        }

        private void cancel() {
            if (!set.isEmpty()) {
                // The first ones are those that were brought nearer.
                int bound = random.nextBoolean() ? Math.min(3, set.size()) : set.size();
                Timed timer = set.remove(random.nextInt(bound));
                timers.remove(timer);
                timers.remove(timer);
            }
        }

        private void look() {
            assertSame(set.isEmpty() ? null : set.get(0), timers.first());
        }

        private void take(long until) {
            now = until;
            ReadyQueue ready = new ReadyQueue(null);
            int many = random.nextInt(4) == 0 ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
            timers.takeDue(now, many, ready);
            List<Ready> taken = new ArrayList<>();
            while (ready.size() > 0) {
                taken.add(ready.remove());
            }
            int count = 0;
            while (count < set.size()
                    && set.get(count).deadline() <= now
                    && (count < many
                            || set.get(count).deadline() == set.get(count - 1).deadline())) {
                count++;
            }
            List<Timed> expected = set.subList(0, count);
            assertEquals(expected, taken);
            expected.clear();
            due += taken.size();
        }
    }
}

package dev.reprise.it.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A million tasks in all, over a hundred random schedules. {@code -Dreprise.stress.tasks=1000000} makes it a million for
 * each, {@code -Dreprise.stress.seeds=N} is another number of schedules, {@code -Dreprise.stress.seed=N} the first seed.
 */
class StressTest {

    private static final int SEEDS = Integer.getInteger("reprise.stress.seeds", 100);
    private static final int TASKS = Integer.getInteger("reprise.stress.tasks", 10_000);
    private static final long FIRST_SEED = Long.getLong("reprise.stress.seed", 1);

    /** What a hundred runs may leave in the heap: classes and caches, but not the tasks of one run. */
    private static final long MOST_LEFT = 16 << 20;

    private final List<WeakReference<EventLoop>> loops = new ArrayList<>();
    private long timeouts;
    private long cancellations;
    private long items;

    @Test
    void everyItemIsAccountedForAndNothingIsLeft() {
        run(FIRST_SEED); // what is loaded once stands in the heap before it is measured
        long before = usedAfterCollection();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            run(seed);
        }
        long left = usedAfterCollection() - before;
        assertTrue(left < MOST_LEFT, () -> left + " bytes are left in the heap");
        assertEquals(0, loops.stream().filter(loop -> loop.get() != null).count(), "loops are left in the heap");
        System.out.printf(
                "stress: %d runs of %d tasks from seed %d: %d items, %d timeouts, %d cancellations, %d bytes left%n",
                SEEDS, TASKS, FIRST_SEED, items, timeouts, cancellations, left);
        assertTrue(items > 0 && timeouts > 0 && cancellations > 0, "the program does not do what it should");
    }

    private void run(long seed) {
        String replay = "-Dreprise.stress.tasks=" + TASKS + " -Dreprise.stress.seeds=1 -Dreprise.stress.seed=" + seed;
        EventLoop loop =
                new EventLoop(LoopOptions.defaults().time(new VirtualTime()).shuffle(seed));
        Chaos chaos = new Chaos(loop, seed, TASKS);
        chaos.run();
        assertEquals(chaos.put, chaos.taken, () -> "items were lost or made up: " + replay);
        assertEquals(List.of(), chaos.takenTwice, () -> "items were taken twice: " + replay);
        assertEquals(Set.of(), loop.allTasks(), () -> "tasks are left: " + replay);
        assertEquals(0, loop.scheduled(), () -> "callbacks or timers are left: " + replay);
        loop.close();
        assertEquals(List.of(), chaos.unexpected, () -> "errors were reported: " + replay);
        loops.add(new WeakReference<>(loop));
        items += chaos.taken.cardinality();
        timeouts += chaos.timeouts;
        cancellations += chaos.cancellations;
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

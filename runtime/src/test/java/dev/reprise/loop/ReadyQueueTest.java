package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyQueueTest {

    private static final class Entry extends Callback {

        final String name;
        final int priority;
        final boolean mayOvertake;

        Entry(String name, int priority, boolean mayOvertake) {
            super(null);
            this.name = name;
            this.priority = priority;
            this.mayOvertake = mayOvertake;
            prioritised = priority != 0;
        }

        @Override
        protected int priority() {
            return priority;
        }

        @Override
        protected boolean mayOvertake() {
            return mayOvertake;
        }

        @Override
        protected boolean takeTurn() {
            return false;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Entry entry(String name, int priority) {
        return new Entry(name, priority, false);
    }

    private static List<String> drain(ReadyQueue queue) {
        List<String> names = new ArrayList<>();
        while (queue.size() > 0) {
            names.add(queue.remove().toString());
        }
        return names;
    }

    @Test
    void entriesOfOnePriorityComeInTheirOrder() {
        var queue = new ReadyQueue(null);
        for (String name : List.of("a", "b", "c")) {
            queue.add(entry(name, 0));
        }
        assertEquals(List.of("a", "b", "c"), drain(queue));
    }

    @Test
    void aHigherPriorityComesFirstWheneverItWasAdded() {
        var queue = new ReadyQueue(null);
        queue.add(entry("normal", 0));
        queue.add(entry("low", -1));
        queue.add(entry("high 1", 5));
        queue.add(entry("highest", 6));
        queue.add(entry("high 2", 5));
        assertEquals(List.of("highest", "high 1", "high 2", "normal", "low"), drain(queue));
    }

    @Test
    void aLowPriorityWaitsForSoManyHighOnesAndNoMore() {
        var queue = new ReadyQueue(null);
        queue.add(entry("low", 0));
        int before = 0;
        queue.add(entry("high", 1));
        while (!queue.remove().toString().equals("low")) {
            before++;
            queue.add(entry("high", 1));
        }
        assertEquals(ReadyQueue.PATIENCE - 1, before);
    }

    @Test
    void severalLowPrioritiesEachGetTheirTurn() {
        var queue = new ReadyQueue(null);
        queue.add(entry("low", 1));
        queue.add(entry("lowest", 0));
        List<String> served = new ArrayList<>();
        for (int turn = 0; turn < 3 * ReadyQueue.PATIENCE; turn++) {
            queue.add(entry("high", 2));
            served.add(queue.remove().toString());
        }
        assertTrue(served.contains("low"), served::toString);
        assertTrue(served.contains("lowest"), served::toString);
    }

    @Test
    void ofManyPrioritiesNeitherTheLowestNorTheHighestStarves() {
        var queue = new ReadyQueue(null);
        int priorities = 3 * ReadyQueue.PATIENCE;
        int[] lastTurn = new int[priorities];
        for (int priority = 0; priority < priorities; priority++) {
            queue.add(entry(Integer.toString(priority), priority));
        }
        for (int turn = 1; turn <= 100 * priorities; turn++) {
            String name = queue.remove().toString();
            int served = Integer.parseInt(name);
            int waited = turn - lastTurn[served];
            assertTrue(waited <= ReadyQueue.PATIENCE + priorities, () -> name + " waited for " + waited + " turns");
            lastTurn[served] = turn;
            queue.add(entry(name, served));
        }
        for (int priority = 0; priority < priorities; priority++) {
            int last = lastTurn[priority];
            assertTrue(last > 98 * priorities, "priority " + priority + " had its last turn at " + last);
        }
    }

    @Test
    void aTurnOutOfOrderStartsTheCountAgain() {
        var queue = new ReadyQueue(null);
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            queue.add(entry("low", 0));
        }
        for (int turn = 1; queue.size() > 0 && turns.size() < 3; turn++) {
            queue.add(entry("high", 1));
            if (queue.remove().toString().equals("low")) {
                turns.add(turn);
            }
        }
        int patience = ReadyQueue.PATIENCE;
        assertEquals(List.of(patience, 2 * patience, 3 * patience), turns);
    }

    @Test
    void manyPrioritiesOneAfterTheOtherAreForgotten() {
        var queue = new ReadyQueue(null);
        for (int priority = 1; priority <= 10_000; priority++) {
            queue.add(entry("p" + priority, priority));
            assertEquals("p" + priority, queue.remove().toString());
        }
        queue.add(entry("normal", 0));
        assertEquals("normal", queue.remove().toString());
        assertTrue(queue.levelCount() <= 2, () -> queue.levelCount() + " levels are kept");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itBehavesAsADeque(long seed) {
        var random = new Random(seed);
        var queue = new ReadyQueue(null);
        var model = new ArrayDeque<Entry>();
        for (int i = 0; i < 10_000; i++) {
            if (model.isEmpty() || random.nextInt(100) < 51) {
                Entry added = entry("e" + i, 0);
                queue.add(added);
                model.add(added);
            } else {
                assertEquals(model.remove(), queue.remove(), () -> "seed " + seed);
            }
            assertEquals(model.size(), queue.size(), () -> "seed " + seed);
        }
    }

    @Test
    void shuffledEntriesAllComeInAnotherOrder() {
        List<String> names = new ArrayList<>();
        var queue = new ReadyQueue(new Random(7));
        for (int i = 0; i < 50; i++) {
            names.add("e" + i);
            queue.add(new Entry("e" + i, 0, true));
        }
        List<String> drained = drain(queue);
        assertNotEquals(names, drained);
        assertEquals(names.stream().sorted().toList(), drained.stream().sorted().toList());
    }

    @Test
    void shuffledCallbacksKeepTheirOrder() {
        var queue = new ReadyQueue(new Random(7));
        List<String> callbacks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            queue.add(new Entry("s" + i, 0, true));
            queue.add(entry("c" + i, 0));
            callbacks.add("c" + i);
        }
        assertEquals(
                callbacks,
                drain(queue).stream().filter(name -> name.startsWith("c")).toList());
    }

    @Test
    void aSeedGivesTheSameOrderAgain() {
        List<List<String>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            var queue = new ReadyQueue(new Random(11));
            for (int i = 0; i < 50; i++) {
                queue.add(new Entry("e" + i, 0, true));
            }
            runs.add(drain(queue));
        }
        assertEquals(runs.get(0), runs.get(1));
    }
}

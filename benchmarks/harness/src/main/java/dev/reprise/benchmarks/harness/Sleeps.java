package dev.reprise.benchmarks.harness;

import java.util.Map;
import java.util.Random;

/** Measures a million sleeps: {@code ns} of CPU for each, {@code late}, in ms, the end of the last past its deadline. */
final class Sleeps {

    private static final int COUNT = Integer.getInteger("sleeps", 1_000_000);

    /** The longest sleep, in milliseconds. */
    private static final int LONGEST = 1000;

    /** In the second run some of what the first has compiled is thrown away, since more is new the first time. */
    private static final int WARM_UPS = 2;

    private Sleeps() {}

    static Map<String, Double> measure(Sleeping sleeping) throws Exception {
        int[] times = times(COUNT);
        for (int i = 0; i < WARM_UPS; i++) {
            sleeping.sleepAll(times, new Deadlines()); // as many: what the JIT compiles for is the same then
        }
        System.gc();
        Deadlines deadlines = new Deadlines();
        long before = Cpu.nanos();
        sleeping.sleepAll(times, deadlines);
        double late = (System.nanoTime() - deadlines.last()) / 1e6;
        double cpu = (double) (Cpu.nanos() - before) / COUNT;
        return Map.of("ns", cpu, "late", late, "check", (double) COUNT);
    }

    private static int[] times(int count) {
        return new Random(1).ints(count, 0, LONGEST + 1).toArray();
    }
}

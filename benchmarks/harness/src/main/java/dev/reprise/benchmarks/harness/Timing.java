package dev.reprise.benchmarks.harness;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times a program: batches until it is warm, then batches that count. The figure is the median batch.
 *
 * <ul>
 *   <li>{@code warmup.millis}: for how long it runs before anything counts
 *   <li>{@code batch.millis}: how long a batch is at least
 *   <li>{@code batches}: how many count
 * </ul>
 */
final class Timing {

    private static final long WARM_UP = Long.getLong("warmup.millis", 2000) * 1_000_000;
    private static final long BATCH = Long.getLong("batch.millis", 100) * 1_000_000;
    private static final int BATCHES = Integer.getInteger("batches", 10);

    /** How often the operation is done to compare what contestants compute. */
    private static final int CHECKED = 1000;

    private final Program program;

    private long time;
    private long clock;
    private long bytes;

    Timing(Program program) {
        this.program = program;
    }

    /**
     * Returns {@code ns} and {@code bytes} an operation, {@code check}, what the program computed, and {@code busy}, how much
     * longer it took by the clock than on the CPU.
     */
    Map<String, Double> measure() throws Exception {
        double check = program.run(program.operations() == 1 ? CHECKED : 1);
        int times = warmUp();
        double[] nanos = new double[BATCHES];
        double[] allocated = new double[BATCHES];
        double[] busy = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            batch(times);
            double operations = (double) times * program.operations();
            nanos[i] = time / operations;
            allocated[i] = bytes / operations;
            busy[i] = (double) clock / time;
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("ns", median(nanos));
        figures.put("bytes", median(allocated));
        figures.put("check", check);
        figures.put("busy", median(busy));
        return figures;
    }

    /** Returns how often a batch does the operation. */
    private int warmUp() throws Exception {
        long spent = 0;
        int times = 1;
        while (spent < WARM_UP || time < BATCH) {
            batch(times);
            spent += time;
            if (time < BATCH) {
                // The first batches are slow: a step too far would be a batch of minutes.
                times = (int) Math.min(Integer.MAX_VALUE / 2.0, Math.max(times + 1, times * Math.min(4.0, 1.2 * BATCH / time)));
            }
        }
        return times;
    }

    private void batch(int times) throws Exception {
        long clockBefore = System.nanoTime();
        long before = Cpu.nanos();
        long bytesBefore = Allocation.bytes(); // inside: to look at the CPU time allocates
        program.run(times);
        bytes = Allocation.bytes() - bytesBefore;
        time = Math.max(1, Cpu.nanos() - before);
        clock = System.nanoTime() - clockBefore;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}

package dev.reprise.benchmarks.harness;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
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

    /** So many batches in a row without a better one end the warm-up, if the JIT rested meanwhile. */
    private static final int STEADY = 8;

    /** The JIT rests if this part of the time at most is its. */
    private static final double RESTING = 0.02;

    private static final CompilationMXBean JIT = ManagementFactory.getCompilationMXBean();

    /** It takes at most so many times as long as it should. */
    private static final int LONGEST = 6;

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

    /**
     * Runs until the time is up, the last few batches were no faster than those before, and the JIT did not compile anything
     * that counts in them. Returns how often a batch does the operation.
     */
    private int warmUp() throws Exception {
        long spent = 0;
        int times = 1;
        int sinceBest = 0;
        double best = Double.MAX_VALUE;
        Deque<Long> compiled = new ArrayDeque<>(); // before each of the last few batches
        while (spent < WARM_UP
                || time < BATCH
                || ((sinceBest < STEADY || !rests(compiled)) && spent < LONGEST * WARM_UP)) {
            compiled.addLast(JIT.getTotalCompilationTime());
            if (compiled.size() > STEADY) {
                compiled.removeFirst();
            }
            batch(times);
            spent += time;
            double each = (double) time / times;
            sinceBest = each < 0.97 * best ? 0 : sinceBest + 1;
            best = Math.min(best, each);
            if (time < BATCH) {
                // The first batches are slow: a step too far would be a batch of minutes.
                double faster = Math.min(4.0, 1.2 * BATCH / time);
                times = (int) Math.min(Integer.MAX_VALUE / 2.0, Math.max(times + 1, times * faster));
            }
        }
        return times;
    }

    /** Tells whether the JIT has rested in the last few batches. */
    private boolean rests(Deque<Long> compiled) {
        long millis = JIT.getTotalCompilationTime() - compiled.getFirst();
        return millis * 1e6 <= RESTING * compiled.size() * time;
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

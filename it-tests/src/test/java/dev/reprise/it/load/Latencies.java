package dev.reprise.it.load;

import java.util.Arrays;

/** How long requests took. */
final class Latencies {

    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    int count() {
        return count;
    }

    /** Describes them in milliseconds. */
    @Override
    public String toString() {
        if (count == 0) {
            return "none";
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return "p50 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms"
                .formatted(millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 0.999), millis(sorted, 1));
    }

    private static double millis(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (part * sorted.length))] / 1e6;
    }
}

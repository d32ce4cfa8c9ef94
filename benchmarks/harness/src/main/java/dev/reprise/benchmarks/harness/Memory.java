package dev.reprise.benchmarks.harness;

import java.util.Map;

/** Measures what a suspended coroutine keeps alive: {@code bytes} of heap for each, without the array that holds them. */
final class Memory {

    private static final int COUNT = 100_000;

    private static final int WARM_UPS = 50;

    private static long used;

    private Memory() {}

    static Map<String, Double> measure(Parking parking) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            parking.park(new Object[1000], () -> {}); // a frame on a stack is larger while it is interpreted
        }
        Object[] coroutines = new Object[COUNT];
        look();
        long before = used;
        parking.park(coroutines, Memory::look);
        double bytes = (double) (used - before) / coroutines.length;
        return Map.of("bytes", bytes, "check", (double) coroutines.length);
    }

    private static void look() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = runtime.totalMemory() - runtime.freeMemory();
        }
    }
}

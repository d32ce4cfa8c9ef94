package dev.reprise.benchmarks.virtual;

import dev.reprise.benchmarks.harness.Program;

/** A virtual thread that starts another one, waits for its end and takes its result. */
public final class Spawn implements Program {

    /** Without arguments. */
    public Spawn() {}

    @Override
    public long run(int times) throws Exception {
        return VirtualThreads.run(() -> parent(times));
    }

    private static long parent(int times) throws Exception {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            int number = i;
            sum += VirtualThreads.fork(() -> child(number)).get();
        }
        return sum;
    }

    private static int child(int i) {
        return i + 1;
    }
}

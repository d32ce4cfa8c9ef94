package dev.reprise.benchmarks.virtual;

import dev.reprise.benchmarks.harness.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** A tree of virtual threads, ten under each, whose leaves' numbers are summed up. */
public final class Skynet implements Program {

    private static final int LEAVES = 1_000_000;

    /** Without arguments. */
    public Skynet() {}

    @Override
    public int operations() {
        return 1_111_111;
    }

    @Override
    public long run(int times) throws Exception {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += VirtualThreads.run(() -> node(0, LEAVES));
        }
        return sum;
    }

    private static long node(int number, int size) throws Exception {
        if (size == 1) {
            return number;
        }
        List<FutureTask<Long>> children = new ArrayList<>(10);
        for (int i = 0; i < 10; i++) {
            int first = number + i * (size / 10);
            children.add(VirtualThreads.fork(() -> node(first, size / 10)));
        }
        long sum = 0;
        for (FutureTask<Long> child : children) {
            sum += child.get();
        }
        return sum;
    }
}

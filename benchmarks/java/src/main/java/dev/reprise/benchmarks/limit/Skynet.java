package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Program;
import dev.reprise.benchmarks.harness.Ring;
import org.jspecify.annotations.Nullable;

/** A tree of machines, ten under each, whose leaves' numbers are summed up. */
public final class Skynet implements Program {

    private static final int LEAVES = 1_000_000;

    private final Ring<Machine> ready = new Ring<>();

    /** Without arguments. */
    public Skynet() {}

    @Override
    public int operations() {
        return 1_111_111;
    }

    @Override
    public long run(int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            Node root = new Node(null, 0, LEAVES);
            ready.add(root);
            while (!ready.isEmpty()) {
                ready.remove().next();
            }
            sum += root.result;
        }
        return sum;
    }

    private final class Node extends Machine {
        private final @Nullable Node parent;
        private final int number;
        private final int size;
        private int pending;

        Node(@Nullable Node parent, int number, int size) {
            this.parent = parent;
            this.number = number;
            this.size = size;
        }

        @Override
        public boolean next() {
            if (size == 1) {
                result = number;
            } else if (pending == 0 && result == 0) {
                pending = 10;
                for (int i = 0; i < 10; i++) {
                    ready.add(new Node(this, number + i * (size / 10), size / 10));
                }
                return true;
            }
            if (parent != null) {
                parent.result += result;
                if (--parent.pending == 0) {
                    ready.add(parent);
                }
            }
            return false;
        }
    }
}

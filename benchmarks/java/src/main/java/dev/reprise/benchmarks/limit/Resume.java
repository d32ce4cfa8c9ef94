package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Program;
import org.jspecify.annotations.Nullable;

/** A chain of state machines, each waiting for the next; a resume goes to the innermost directly. */
public final class Resume implements Program {

    private final int depth;

    /** With so many awaits between the outermost and the innermost. */
    public Resume(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        Chain chain = new Chain(new Link(depth, times, null));
        while (chain.next()) {
            // goes on
        }
        return chain.leaf.result;
    }

    private static final class Chain {
        Link leaf;

        Chain(Link leaf) {
            this.leaf = leaf;
        }

        boolean next() {
            while (true) {
                if (leaf.step(this)) {
                    return true;
                }
                Link parent = leaf.parent;
                if (parent == null) {
                    return false;
                }
                parent.result = leaf.result;
                leaf = parent;
            }
        }
    }

    private static final class Link {
        private final int depth;
        private final int rounds;
        final @Nullable Link parent;
        private int state;
        private int i;
        private long sum;
        long result;

        Link(int depth, int rounds, @Nullable Link parent) {
            this.depth = depth;
            this.rounds = rounds;
            this.parent = parent;
        }

        boolean step(Chain chain) {
            switch (state) {
                case 0:
                    if (depth > 0) {
                        state = 2;
                        chain.leaf = new Link(depth - 1, rounds, this);
                        return chain.leaf.step(chain);
                    }
                    break;
                case 1:
                    sum = sum * 31 + (i ^ depth);
                    i++;
                    break;
                case 2:
                    result++;
                    state = -1;
                    return false;
                default:
                    throw new IllegalStateException("it has ended");
            }
            if (i < rounds) {
                state = 1;
                return true;
            }
            result = sum;
            state = -1;
            return false;
        }
    }
}

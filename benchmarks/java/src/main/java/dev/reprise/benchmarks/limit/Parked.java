package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Parking;
import org.jspecify.annotations.Nullable;

/** Chains of state machines with two live locals each, suspended at the innermost. */
public final class Parked implements Parking {

    private final int depth;

    /** With so many awaits between the outermost and the innermost. */
    public Parked(int depth) {
        this.depth = depth;
    }

    @Override
    public void park(Object[] coroutines, Runnable parked) {
        for (int i = 0; i < coroutines.length; i++) {
            Link root = new Link(depth, i, null);
            root.next();
            coroutines[i] = root;
        }
        parked.run();
    }

    private static final class Link {
        private final int depth;
        private final @Nullable Link parent;
        private int state;
        private long number;
        private @Nullable String text;

        /** On the outermost one, the innermost, which goes on. */
        private @Nullable Link leaf;

        Link(int depth, long number, @Nullable Link parent) {
            this.depth = depth;
            this.number = number;
            this.parent = parent;
        }

        boolean next() {
            Link next = leaf == null ? this : leaf;
            while (true) {
                if (next.step(this)) {
                    return true;
                }
                Link waiting = next.parent;
                if (waiting == null) {
                    return false;
                }
                waiting.number += next.number;
                next = waiting;
            }
        }

        private boolean step(Link root) {
            if (state == 0) {
                text = depth % 2 == 0 ? "even" : "odd";
                state = 1;
                if (depth > 0) {
                    return new Link(depth - 1, number + 1, this).step(root);
                }
                root.leaf = this;
                return true;
            }
            number += text == null ? 0 : text.length();
            state = -1;
            return false;
        }
    }
}

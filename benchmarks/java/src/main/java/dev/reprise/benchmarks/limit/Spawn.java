package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Program;
import dev.reprise.benchmarks.harness.Ring;
import org.jspecify.annotations.Nullable;

/** A machine that starts another one, waits for its end and takes its result. */
public final class Spawn implements Program {

    private final Ring<Machine> ready = new Ring<>();

    /** Without arguments. */
    public Spawn() {}

    @Override
    public long run(int times) {
        Parent parent = new Parent(times);
        ready.add(parent);
        while (!ready.isEmpty()) {
            ready.remove().next();
        }
        return parent.result;
    }

    private final class Parent extends Machine {
        private final int times;
        private int state;
        private int i;
        private long sum;
        private @Nullable Child child;

        Parent(int times) {
            this.times = times;
        }

        @Override
        public boolean next() {
            if (state == 1 && child != null) {
                sum += child.result;
                i++;
            }
            if (i < times) {
                child = new Child(i);
                ready.add(child);
                child.waiting = this;
                state = 1;
                return true;
            }
            result = sum;
            state = -1;
            return false;
        }
    }

    private final class Child extends Machine {
        private final int i;

        @Nullable
        Machine waiting;

        Child(int i) {
            this.i = i;
        }

        @Override
        public boolean next() {
            result = i + 1;
            if (waiting != null) {
                ready.add(waiting);
            }
            return false;
        }
    }
}

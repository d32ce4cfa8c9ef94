package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Program;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A plain loop over an iterator that is a state machine. */
public final class Elements implements Program {

    private static final int BLOCK = 1000;

    /** Without arguments. */
    public Elements() {}

    @Override
    public long run(int times) {
        long sum = 0;
        for (int done = 0; done < times; done += BLOCK) {
            sum += block();
        }
        return sum;
    }

    private static long block() {
        long sum = 0;
        Iterator<Integer> numbers = new Numbers(BLOCK);
        while (numbers.hasNext()) {
            sum = sum * 31 + numbers.next();
        }
        return sum;
    }

    private static final class Numbers implements Iterator<Integer> {
        private final int count;
        private int state;
        private int i;
        private boolean ahead;
        private @Nullable Integer element;

        Numbers(int count) {
            this.count = count;
        }

        @Override
        public boolean hasNext() {
            if (!ahead) {
                ahead = step();
            }
            return ahead;
        }

        @Override
        public Integer next() {
            Integer next = hasNext() ? element : null;
            if (next == null) {
                throw new NoSuchElementException();
            }
            ahead = false;
            element = null;
            return next;
        }

        private boolean step() {
            switch (state) {
                case 0:
                    i = 0;
                    break;
                case 1:
                    i++;
                    break;
                default:
                    return false;
            }
            if (i < count) {
                element = i & 127; // small ones are not allocated
                state = 1;
                return true;
            }
            state = -1;
            return false;
        }
    }
}

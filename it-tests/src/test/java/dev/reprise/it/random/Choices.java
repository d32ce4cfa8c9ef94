package dev.reprise.it.random;

import java.util.List;
import java.util.SplittableRandom;

/** The random choices of one program. */
final class Choices {

    private final SplittableRandom random;

    Choices(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns a number from 0 on, below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    <T> T of(List<T> options) {
        return options.get(below(options.size()));
    }
}

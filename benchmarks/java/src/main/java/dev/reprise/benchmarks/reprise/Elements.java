package dev.reprise.benchmarks.reprise;

import static dev.reprise.Generator.emit;

import dev.reprise.Async;
import dev.reprise.Generator;
import dev.reprise.benchmarks.harness.Program;

/** A plain loop over a generator. */
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
        for (int number : numbers(BLOCK)) {
            sum = sum * 31 + number;
        }
        return sum;
    }

    @Async
    private static Generator<Integer> numbers(int count) {
        for (int i = 0; i < count; i++) {
            emit(i & 127); // small ones are not allocated
        }
        return Generator.done();
    }
}

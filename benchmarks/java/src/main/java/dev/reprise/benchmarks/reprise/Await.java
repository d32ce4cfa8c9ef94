package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.benchmarks.harness.Program;

/** Awaits of coroutines that could suspend and do not. */
public final class Await implements Program {

    private static final int BLOCK = 1000;

    private final int depth;

    /** Of a chain of one callee or five. */
    public Await(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        long sum = 0;
        for (int done = 0; done < times; done += BLOCK) {
            Coroutine<Long> block = block(done);
            if (block.next()) {
                throw new AssertionError("nothing suspends here");
            }
            sum += block.result();
        }
        return sum;
    }

    @Async
    private Coroutine<Long> block(int from) {
        long sum = 0;
        for (int i = from; i < from + BLOCK; i++) {
            sum = sum * 31 + (depth == 1 ? await(Chain.level1(i)) : await(Chain.level5(i)));
        }
        return Coroutine.of(sum);
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** Nested loops, left by a labelled break out of a finally block's range. */
class LabelledBreak {
    @Async
    static Coroutine<Integer> body(Iterable<Awaitable<Integer>> all, Runnable cleanup) {
        int sum = 0;
        outer:
        while (true) {
            for (Awaitable<Integer> a : all) {
                try {
                    if (await(a) == 0) {
                        break outer;
                    }
                    sum++;
                } finally {
                    cleanup.run();
                }
            }
        }
        return Coroutine.of(sum);
    }
}

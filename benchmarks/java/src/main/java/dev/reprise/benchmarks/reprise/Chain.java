package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/** The callees. */
final class Chain {

    private Chain() {}

    @Async
    static Coroutine<Integer> level5(int i) {
        return Coroutine.of(await(level4(i)) + 1);
    }

    @Async
    private static Coroutine<Integer> level4(int i) {
        return Coroutine.of(await(level3(i)) + 1);
    }

    @Async
    private static Coroutine<Integer> level3(int i) {
        return Coroutine.of(await(level2(i)) + 1);
    }

    @Async
    private static Coroutine<Integer> level2(int i) {
        return Coroutine.of(await(level1(i)) + 1);
    }

    @Async
    static Coroutine<Integer> level1(int i) {
        if (i < 0) {
            suspend(null);
        }
        return Coroutine.of(i + 1);
    }
}

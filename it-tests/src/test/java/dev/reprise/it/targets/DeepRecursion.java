package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** Recursions as deep as the caller wants; {@code RecursionTest} runs them. */
public final class DeepRecursion {

    private DeepRecursion() {}

    /** Counts its levels on the way back from {@code bottom}. */
    @Async
    public static Coroutine<Integer> count(int levels, Awaitable<Integer> bottom) {
        if (levels == 0) {
            return Coroutine.of(await(bottom));
        }
        return Coroutine.of(await(count(levels - 1, bottom)) + 1);
    }

    /** The same by tail awaits. */
    @Async
    public static Coroutine<Integer> countInTails(int levels, int counted, Awaitable<Integer> bottom) {
        return levels == 0 ? Coroutine.of(counted + await(bottom)) : countInTails(levels - 1, counted + 1, bottom);
    }

    /** Counts how many finally blocks an exception from {@code bottom} passes. */
    @Async
    public static Coroutine<Integer> unwind(int levels, int[] unwound, Awaitable<Integer> bottom) {
        try {
            int result = levels == 0 ? await(bottom) : await(unwind(levels - 1, unwound, bottom));
            return Coroutine.of(result);
        } finally {
            unwound[0]++;
        }
    }
}

package dev.reprise.it.conformance;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import org.jspecify.annotations.Nullable;

/** Runs a block on a loop of its own with virtual time: an hour takes no time, and a hang is an error. */
final class VirtualLoop {

    private VirtualLoop() {}

    /** Returns the result of the block, or throws its exception. */
    static <T extends @Nullable Object, X extends Exception> T run(AsyncCallable<T, X> block) throws X {
        try (EventLoop loop = new EventLoop(new VirtualTime())) {
            return loop.runUntilComplete(coroutine(block));
        }
    }

    /** Returns the coroutine of a block, which is called in the first step. */
    @Async
    static <T extends @Nullable Object, X extends Exception> Coroutine<T> coroutine(AsyncCallable<T, X> block)
            throws X {
        return block.call();
    }
}

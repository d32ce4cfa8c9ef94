package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Promise;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tasks that wait for one event, each by a promise of its own, so that cancelling one leaves the others alone. */
final class WaitList {

    private final CallbackLoop loop;
    private final Set<Promise<Void>> waiting = new LinkedHashSet<>();

    WaitList(CallbackLoop loop) {
        this.loop = loop;
    }

    /** Waits for the next {@link #wakeAll}. */
    @Async
    Coroutine<Void> waitForWakeUp() {
        Promise<Void> promise = loop.createPromise();
        waiting.add(promise);
        try {
            await(promise);
        } finally {
            waiting.remove(promise);
        }
        return Coroutine.done();
    }

    void wakeAll() {
        waiting.forEach(promise -> promise.trySetResult(null));
    }

    /** Returns how many wait or were woken and did not go on yet. */
    int size() {
        return waiting.size();
    }
}

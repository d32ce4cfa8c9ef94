package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

final class Removed {

    private Removed() {}

    @Async
    static Coroutine<Void> pass(Awaitable<Void> other) {
        await(other);
        return Coroutine.done();
    }
}

package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

final class Changed {

    private Changed() {}

    @Async
    static Coroutine<Void> stays(Awaitable<Void> other) {
        await(other);
        return Coroutine.done();
    }

    @Async
    static Coroutine<Void> goes(Awaitable<Void> other) {
        await(other);
        return Coroutine.done();
    }
}

package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;

import dev.reprise.Async;
import dev.reprise.Coroutine;

final class Changed {

    private Changed() {}

    @Async
    static Coroutine<String> goes() {
        await(interrupt());
        return Coroutine.of("goes");
    }

    @Async
    static Coroutine<String> stays() {
        await(interrupt());
        return Coroutine.of("before");
    }
}

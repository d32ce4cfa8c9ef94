package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

final class Right {

    private Right() {}

    @Async
    static Coroutine<String> shout(Awaitable<String> other) {
        return Coroutine.of(await(other) + "!");
    }
}

package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;

import dev.reprise.Async;
import dev.reprise.Coroutine;

final class Odd {

    private Odd() {}

    @Async
    static Coroutine<String> text() {
        await(interrupt());
        return Coroutine.of("odd");
    }
}

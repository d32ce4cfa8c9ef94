package org.acme.library.internal;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;

import dev.reprise.Async;
import dev.reprise.Coroutine;

public final class Secret {

    private Secret() {}

    @Async
    public static Coroutine<String> read() {
        await(interrupt());
        return Coroutine.of("secret");
    }
}

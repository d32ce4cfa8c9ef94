package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

final class Wrong {

    @Async
    Coroutine<String> holdsLock(Awaitable<String> other) {
        synchronized (this) {
            return Coroutine.of(await(other)); // an error: await in synchronized
        }
    }

    static String notAsync(Awaitable<String> other) {
        return await(other); // an error: await without @Async
    }
}

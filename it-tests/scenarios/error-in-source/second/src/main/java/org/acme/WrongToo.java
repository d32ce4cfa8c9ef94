package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Awaitable;

final class WrongToo {

    static String notAsync(Awaitable<String> other) {
        return await(other); // an error: await without @Async
    }
}

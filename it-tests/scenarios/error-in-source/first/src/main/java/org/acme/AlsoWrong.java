package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

final class AlsoWrong {

    AlsoWrong(Awaitable<String> other) {
        await(other); // an error: await in a constructor
    }

    @Async
    static Coroutine<String> returnsFromTry(Coroutine<String> other) {
        try {
            return other; // an error: a coroutine returned from inside try
        } finally {
            await(Coroutine.done());
        }
    }
}

package org.acme.library;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import org.acme.library.internal.Secret;

public final class Library {

    private Library() {}

    @Async
    public static Coroutine<String> read() {
        return Coroutine.of("public " + await(Secret.read()));
    }
}

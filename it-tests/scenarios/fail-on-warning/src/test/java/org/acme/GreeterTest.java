package org.acme;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.SuppressAsyncWarnings;

final class GreeterTest {

    @Async
    static Coroutine<String> greet(Awaitable<String> name) {
        return Coroutine.of("Hello, " + await(name));
    }

    static void forgets(Awaitable<String> name) {
        greet(name); // a warning
    }

    @SuppressAsyncWarnings("never-awaited")
    static void meansIt(Awaitable<String> name) {
        greet(name);
    }
}

package org.acme.left;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.function.Supplier;

/** What other modules' tests take from the test jar. */
public final class Twice {

    private Twice() {}

    @Async
    public static Coroutine<String> twice(Supplier<Coroutine<String>> source) {
        return Coroutine.of(await(source.get()) + " " + await(source.get()));
    }
}

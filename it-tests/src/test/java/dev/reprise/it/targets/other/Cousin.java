package dev.reprise.it.targets.other;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Has a package-private method that a class of another package cannot override. */
public class Cousin {

    @Async
    Coroutine<String> name(Probe p) {
        return Coroutine.of(await(p.value("cousin")));
    }

    @Async
    protected Coroutine<String> greeting(Probe p) {
        return Coroutine.of("I am " + await(name(p)) + await(p.value("!")));
    }
}

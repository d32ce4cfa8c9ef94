package dev.reprise.it.targets.other;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import dev.reprise.it.targets.Owners;

/** Overrides the method of {@link Cousin}, below a class of another package that has one of the same name. */
public final class Niece extends Owners.Stranger {

    @Async
    Coroutine<String> name(Probe p) {
        return Coroutine.of(await(p.value("niece")));
    }
}

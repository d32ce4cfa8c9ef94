package dev.reprise.examples.handmade;

import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** Gives way once: from here on, no other example has to know how that is done. */
public final class Interrupt implements Awaitable<Void> {

    @Override
    @Async
    public Coroutine<Void> awaiter() {
        suspend(null);
        return Coroutine.done();
    }
}

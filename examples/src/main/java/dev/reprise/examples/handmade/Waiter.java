package dev.reprise.examples.handmade;

import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** What one task awaits until others have set it, once or {@code n} times. */
public final class Waiter implements Awaitable<Void> {

    private int left;

    public Waiter() {
        this(1);
    }

    public Waiter(int n) {
        left = n;
    }

    public void set() {
        left--;
    }

    @Override
    @Async
    public Coroutine<Void> awaiter() {
        while (left > 0) {
            suspend(null);
        }
        return Coroutine.done();
    }
}

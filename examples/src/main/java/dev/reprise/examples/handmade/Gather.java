package dev.reprise.examples.handmade;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** Waiting for several tasks that run at once: each sets a {@link Waiter} when it has ended. */
public final class Gather {

    private Gather() {}

    @Async
    public static Coroutine<Void> gather(Awaitable<?>... tasks) {
        Waiter waiter = new Waiter(tasks.length);
        for (Awaitable<?> task : tasks) {
            Awaitable<Void> wrapper = () -> {
                await(task);
                waiter.set();
                return Coroutine.done();
            };
            Loop.current().addTask(wrapper);
        }
        await(waiter);
        return Coroutine.done();
    }
}

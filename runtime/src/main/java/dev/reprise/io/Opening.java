package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.BlockingCallable;
import dev.reprise.task.Threads;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that a thread opens for a coroutine, and that must be closed. If the coroutine is cancelled meanwhile, whoever
 * comes last closes it: the coroutine that will not use it, or the thread that opened it for nobody.
 */
final class Opening<T> {

    private final Consumer<? super T> closer;

    /** Guarded by this, as is the other one. */
    private @Nullable T opened;

    private boolean abandoned;

    private Opening(Consumer<? super T> closer) {
        this.closer = closer;
    }

    /** Evaluates to what {@code opener} returns on another thread. */
    @Async
    static <T, X extends Exception> Coroutine<T> open(
            BlockingCallable<? extends T, X> opener, Consumer<? super T> closer) throws X {
        Opening<T> opening = new Opening<>(closer);
        try {
            return Coroutine.of(await(Threads.<T, X>toThread(() -> opening.keep(opener.call()))));
        } catch (Throwable failure) {
            opening.abandon();
            throw failure;
        }
    }

    private synchronized T keep(T resource) {
        if (abandoned) {
            closer.accept(resource);
        } else {
            opened = resource;
        }
        return resource;
    }

    private synchronized void abandon() {
        abandoned = true;
        if (opened != null) {
            closer.accept(opened);
        }
    }
}

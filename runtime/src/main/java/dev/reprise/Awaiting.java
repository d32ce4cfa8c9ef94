package dev.reprise;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an await does on behalf of the coroutine that makes it: it begins what is awaited, which may end at once, and takes its result.
 * What happens between the two, if it suspends, is for {@link Driver}.
 */
final class Awaiting {

    private Awaiting() {}

    /**
     * Begins an await: {@code parent} runs, and its child is run up to its first suspension.
     *
     * @return what to wait for: a future, or a child that is suspended, or still to be started by the driver; null if the await
     *     has ended, then {@link #resultOf} has its result. It is an Object here and in what follows, since to test one object
     *     for two interfaces in turn is slow (JDK-8180450)
     */
    static @Nullable Object begin(@Nullable Awaitable<?> awaitable, Coroutine<?> parent) {
        return begin(awaitable, parent, parent, parent.depth + 1);
    }

    /**
     * The same where the parent may have no frame, as a body that is called directly has none before it is suspended.
     *
     * @param base what the driver has entered, whose {@code value} keeps an awaiter that has ended
     */
    static @Nullable Object begin(
            @Nullable Awaitable<?> awaitable, @Nullable Coroutine<?> parent, Coroutine<?> base, int depth) {
        Coroutine<?> child;
        if (awaitable instanceof Coroutine<?> itself) {
            if (itself instanceof SingleWait<?> wait && wait.state == Coroutine.CREATED) {
                return wait.beginAwait();
            }
            child = itself;
        } else if (awaitable instanceof FutureLike<?> future) {
            return future.done() ? null : future;
        } else {
            child = awaiterOf(awaitable, parent);
        }
        if (child.state == Coroutine.CREATED) {
            child.depth = (byte) depth;
            if (depth < Driver.MAX_NESTING) {
                Driver.enter(child);
            }
        } else if (child.state != Coroutine.STATELESS) {
            rejoin(child, parent, depth);
        }
        if (child.state >= Coroutine.CREATED) {
            return child;
        }
        if (child != awaitable) {
            base.value = child;
        }
        return null;
    }

    /** Returns the result of what has ended when it was begun, or throws its failure. */
    static @Nullable Object resultOf(Object awaitable, Coroutine<?> base) {
        if (awaitable instanceof Coroutine<?> || awaitable instanceof FutureLike<?>) {
            return take(awaitable);
        }
        Object awaiter = Objects.requireNonNull(base.value);
        base.value = null;
        return take(awaiter);
    }

    /** Returns the result of what has ended, or throws its failure. */
    static @Nullable Object take(Object awaited) {
        if (awaited instanceof Coroutine<?> child) {
            return child.take();
        }
        return ((FutureLike<?>) awaited).result();
    }

    private static Coroutine<?> awaiterOf(@Nullable Awaitable<?> awaitable, @Nullable Coroutine<?> parent) {
        if (awaitable == null) {
            throw Misuse.nullAwaited(parent);
        }
        Coroutine<?> awaiter = awaitable.awaiter();
        if (awaiter == null) {
            throw Misuse.nullAwaiter(awaitable, parent);
        }
        return awaiter;
    }

    /** Awaits a child that has been stepped before: fine only if it is suspended in itself and nobody's. */
    private static void rejoin(Coroutine<?> child, @Nullable Coroutine<?> parent, int depth) {
        if (child.state < Coroutine.CREATED) {
            throw Misuse.awaitedAgain(Driver.unusable(child), parent);
        }
        if (Driver.isExecuting(child)) {
            throw Misuse.awaitedAgain(Misuse.executing(child), parent);
        }
        if (child.state >= Coroutine.AWAITS || child.parent() != null) {
            throw Misuse.awaitedAgain(new IllegalStateException(child + " is being awaited already"), parent);
        }
        child.depth = (byte) depth;
        child.link = null;
        if (child.state < Coroutine.WAITS) {
            child.value = null;
        }
        Driver.enter(child);
    }
}

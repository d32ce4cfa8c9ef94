package dev.reprise;

import dev.reprise.internal.Sneaky;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Ends a chain of coroutines before its end, the innermost first, as Python's {@code close} does: by an exit that is raised in each,
 * and what one of them fails with is raised in the next one. Iterative, as all that goes along a chain.
 */
final class Closing {

    private Closing() {}

    static void close(Coroutine<?> driver) {
        if (driver.state == Coroutine.CREATED) {
            driver.state = Coroutine.CLOSED;
            Driver.release(driver);
        } else if (Driver.isExecuting(driver)) {
            throw Misuse.executing(driver);
        } else if (driver.state > Coroutine.CREATED) {
            Throwable failure = closeOne(driver, closeAwaited(driver));
            if (failure != null) {
                throw Sneaky.raise(failure);
            }
        }
    }

    /**
     * Closes what {@code driver} awaits, the innermost first, and leaves {@code driver} awaiting nothing.
     *
     * @return what the outermost of them failed with, to be raised in {@code driver}
     */
    static @Nullable Throwable closeAwaited(Coroutine<?> driver) {
        Driver.forgetLeafAbove(driver);
        if (driver.parent() == null) {
            driver.link = null; // the leaf, which is about to end
        }
        Deque<Coroutine<?>> chain = new ArrayDeque<>();
        Throwable failure = null;
        for (Coroutine<?> c = driver; ; ) {
            c.driving = true; // while a child is being closed, all above it are executing
            Coroutine<?> child = c.child();
            if (child == null) {
                break;
            }
            c.value = null;
            child.link = null;
            if (child.driving) {
                failure = Misuse.executing(child);
                break;
            }
            if (child.state < Coroutine.CREATED) {
                break;
            }
            chain.push(child);
            c = child;
        }
        for (Coroutine<?> c : chain) {
            failure = closeOne(c, failure);
        }
        driver.driving = false;
        return failure;
    }

    /** Raises {@code failure}, or an exit if null, in one coroutine that awaits nothing; returns what comes of it. */
    private static @Nullable Throwable closeOne(Coroutine<?> coroutine, @Nullable Throwable failure) {
        coroutine.driving = false; // so that it can be stepped: all that it awaited is closed
        try {
            if (Driver.resume(coroutine, new Raised(failure == null ? new CoroutineExit() : failure))) {
                return new IllegalStateException(coroutine
                        + " ignored CoroutineExit: it suspended again while it was being closed; let the exit pass, and"
                        + " do not await in its finally blocks");
            }
        } catch (CoroutineExit exit) {
            coroutine.state = Coroutine.CLOSED;
            coroutine.value = null;
        } catch (Throwable other) {
            return other;
        }
        return null;
    }
}

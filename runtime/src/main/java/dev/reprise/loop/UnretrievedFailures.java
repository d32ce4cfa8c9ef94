package dev.reprise.loop;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions of promises that nobody has asked for yet. A promise takes its failure out when it is asked; one that
 * was garbage-collected never will be, and is reported, as the rest is when the loop is closed.
 *
 * <p>Only a failure costs anything here. It is synchronised since a promise may be asked by another thread.
 */
final class UnretrievedFailures {

    /** A failure, while it is listed here; it must not refer to its promise but weakly. */
    static final class Failure extends WeakReference<Promise<?>> {

        final Throwable exception;
        private final String promise;

        private @Nullable Failure previous;
        private @Nullable Failure next;

        private Failure(Promise<?> promise, Throwable exception, ReferenceQueue<Promise<?>> collected) {
            super(promise, collected);
            this.exception = exception;
            this.promise = promise.toString();
        }
    }

    private final ReferenceQueue<Promise<?>> collected = new ReferenceQueue<>();

    /** Both ends of the list, the oldest first; null if it is empty. */
    private @Nullable Failure first;

    private @Nullable Failure last;

    synchronized Failure add(Promise<?> promise, Throwable exception) {
        Failure added = new Failure(promise, exception, collected);
        added.previous = last;
        if (last == null) {
            first = added;
        } else {
            last.next = added;
        }
        last = added;
        return added;
    }

    synchronized void remove(Failure failure) {
        failure.clear();
        Failure previous = failure.previous;
        Failure next = failure.next;
        if (previous == null && first != failure) {
            return; // reported before
        }
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previous = previous;
        }
        failure.previous = null;
        failure.next = null;
    }

    /** Reports the failures of promises that are gone. */
    void reportCollected(CallbackLoop loop) {
        if (first == null) {
            return;
        }
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            report(loop, (Failure) gone);
        }
    }

    /** Reports all that are left, the oldest first. */
    void reportAll(CallbackLoop loop) {
        for (Failure left = first; left != null; left = first) {
            report(loop, left);
        }
    }

    private void report(CallbackLoop loop, Failure failure) {
        remove(failure);
        loop.callExceptionHandler(
                new ErrorContext("exception was never retrieved", failure.exception, failure.promise));
    }
}

package dev.reprise.scope;

import dev.reprise.CancelledError;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * The promise that one start waits for. It is a promise of its own kind for the sake of {@link #cancel}: that goes on to the
 * task that is starting, and the end comes when that has ended.
 */
final class Starting<V extends @Nullable Object> extends Promise<V> {

    private @Nullable Task<?> child;

    private boolean cancelRequested;

    private @Nullable String cancelMessage;

    Starting(EventLoop loop) {
        super(loop);
    }

    void watch(Task<?> task) {
        child = task;
    }

    /** Tells whether the task still has to say that it is ready. */
    boolean isUnderWay() {
        return !done();
    }

    void started(V value) {
        if (done() || (child != null && child.done())) {
            throw new IllegalStateException("started was called on a task that is "
                    + (done() ? "ready already" : "done") + ": call it once, while the task gets ready");
        }
        if (!cancelRequested) {
            setResult(value);
        }
    }

    void childEnded(Promise<?> ended) {
        try {
            ended.result();
        } catch (CancelledError cancelled) {
            cancelWith(cancelled);
            return;
        } catch (Throwable failure) {
            setException(failure);
            return;
        }
        if (cancelRequested) {
            super.cancel(cancelMessage);
        } else {
            setException(new IllegalStateException(
                    ended + " ended without having called started: start needs a task that calls it"));
        }
    }

    @Override
    public boolean cancel(@Nullable String message) {
        Task<?> starting = child;
        if (done() || starting == null || !starting.cancel(message)) {
            return false;
        }
        cancelRequested = true;
        cancelMessage = message;
        return true;
    }
}

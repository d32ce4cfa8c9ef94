package dev.reprise.task;

import dev.reprise.CancelledError;
import dev.reprise.KeyboardInterrupt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The task of a runner, which the first Ctrl-C cancels; a second one ends the run of the loop. */
final class MainTask<T extends @Nullable Object> {

    private final EventLoop loop;
    private final Task<T> task;
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** Whether the cancellation reached the task before that had ended; used by the loop's thread. */
    private boolean cancelled;

    MainTask(EventLoop loop, Task<T> task) {
        this.loop = loop;
        this.task = task;
    }

    /** Called on the thread of the signal; returns whether this was the first time. */
    boolean interrupt() {
        boolean first = interrupted.compareAndSet(false, true);
        if (first) {
            loop.offerThreadsafe(() -> cancelled = task.cancel());
        }
        return first;
    }

    /**
     * Runs the loop until the task is done.
     *
     * @throws KeyboardInterrupt if Ctrl-C was why it was cancelled, and nobody else cancelled it as well; also if it had
     *     ended before it could be cancelled
     */
    T run() {
        T result;
        try {
            result = loop.runUntilComplete(task);
        } catch (CancelledError error) {
            if (cancelled && task.uncancel() == 0) {
                throw because(error);
            }
            throw error;
        }
        if (interrupted.get() && !cancelled) {
            throw new KeyboardInterrupt();
        }
        return result;
    }

    private static KeyboardInterrupt because(CancelledError error) {
        KeyboardInterrupt interrupt = new KeyboardInterrupt();
        interrupt.initCause(error);
        return interrupt;
    }
}

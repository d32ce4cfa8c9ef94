package dev.reprise.task;

import dev.reprise.CancelledError;
import dev.reprise.loop.JdkErrors;
import dev.reprise.loop.Promise;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work that an executor runs, and the promise of its result on the loop. */
final class ThreadJob<T extends @Nullable Object> extends Promise<T> implements Runnable {

    private final EventLoop loop;

    private final Object lock = new Object();

    /** Null once it was begun or cancelled; guarded by the lock. */
    private @Nullable Callable<? extends T> work;

    /** The thread that runs the work, while it does; guarded by the lock. */
    private @Nullable Thread worker;

    /** Guarded by the lock. */
    private boolean interrupted;

    ThreadJob(EventLoop loop, Callable<? extends T> work) {
        super(loop);
        requireOwnThread("runInExecutor");
        this.loop = loop;
        this.work = work;
    }

    // ----------------------------------------------------------------------------------------- the executor's thread

    @Override
    public void run() {
        Callable<? extends T> taken = begin();
        if (taken == null) {
            return;
        }
        Runnable end;
        try {
            T result = taken.call();
            end = () -> setResult(result);
        } catch (Throwable failure) {
            end = () -> endWith(JdkErrors.fromJdk(failure));
        }
        finish();
        loop.offerThreadsafe(unlessDone(end));
    }

    private @Nullable Callable<? extends T> begin() {
        synchronized (lock) {
            Callable<? extends T> taken = work;
            work = null;
            worker = taken == null ? null : Thread.currentThread();
            return taken;
        }
    }

    /** From here on no interrupt comes; one that came late is not for what the thread does next. */
    private void finish() {
        synchronized (lock) {
            worker = null;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }

    private Runnable unlessDone(Runnable end) {
        return () -> {
            if (!done()) {
                end.run();
                loop.endOutsideWork();
            }
        };
    }

    // --------------------------------------------------------------------------------------------- the loop's thread

    private void endWith(Throwable failure) {
        if (failure instanceof CancelledError cancelled) {
            cancelWith(cancelled);
        } else {
            setException(failure);
        }
    }

    /** Keeps the work from being begun, or interrupts the thread that runs it. */
    @Override
    public boolean cancel(@Nullable String message) {
        if (!super.cancel(message)) {
            return false;
        }
        loop.endOutsideWork();
        synchronized (lock) {
            work = null;
            if (worker != null) {
                interrupted = true;
                worker.interrupt();
            }
        }
        return true;
    }
}

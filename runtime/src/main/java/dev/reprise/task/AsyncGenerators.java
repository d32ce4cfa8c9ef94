package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.AsyncGeneratorHook;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The asynchronous generators that were started on a loop and have not ended. Their {@code finally} blocks await, so only
 * the loop can run those of a generator that everybody else has forgotten.
 */
final class AsyncGenerators implements AsyncGeneratorHook {

    /**
     * How many collected generators are closed at once. A collector may find very many together, and a task takes more
     * memory than what it closes.
     */
    private static final int MOST_AT_ONCE = 64;

    private final EventLoop loop;

    /** In the order in which they started. A generator may end in the hands of another thread, so it is its own lock. */
    private final Set<Started> open = new LinkedHashSet<>();

    private final ReferenceQueue<AsyncGenerator<?>> collected = new ReferenceQueue<>();

    private boolean shutDown;

    AsyncGenerators(EventLoop loop) {
        this.loop = loop;
    }

    /** A generator, and what closes its body when the generator has been collected. */
    private static final class Started extends WeakReference<AsyncGenerator<?>> {

        private final Supplier<Coroutine<Void>> closer;

        Started(
                AsyncGenerator<?> generator,
                Supplier<Coroutine<Void>> closer,
                ReferenceQueue<AsyncGenerator<?>> collected) {
            super(generator, collected);
            this.closer = closer;
        }

        Coroutine<Void> close() {
            AsyncGenerator<?> generator = get();
            return generator == null ? closer.get() : generator.close();
        }
    }

    @Override
    public Runnable started(AsyncGenerator<?> generator, Supplier<Coroutine<Void>> closer) {
        closeCollected();
        if (shutDown) {
            report(
                    "an asynchronous generator was started after shutdownAsyncGenerators()",
                    new IllegalStateException("nothing will close it: leave it to its end, or close it"),
                    generator);
        }
        Started started = new Started(generator, closer, collected);
        synchronized (open) {
            open.add(started);
        }
        return () -> remove(started);
    }

    private boolean remove(Started started) {
        synchronized (open) {
            return open.remove(started);
        }
    }

    /** Starts to close, each in a task, some of what was collected before its end. */
    void closeCollected() {
        for (int left = MOST_AT_ONCE; left > 0; left--) {
            Object found = collected.poll();
            if (found == null) {
                return;
            }
            if (found instanceof Started started && remove(started)) {
                loop.createTask(closing(started.close()));
            }
        }
    }

    @Async
    Coroutine<Void> shutdown() {
        shutDown = true;
        List<Coroutine<Void>> closings = new ArrayList<>();
        for (Started left : takeAll()) {
            closings.add(closing(left.close()));
        }
        await(Gather.gather(closings));
        return Coroutine.done();
    }

    private List<Started> takeAll() {
        synchronized (open) {
            List<Started> all = List.copyOf(open);
            open.clear();
            return all;
        }
    }

    /** Never fails, so that a gather waits for all. One whose own wait is cancelled ends as cancelled all the same. */
    @Async
    private Coroutine<Void> closing(Coroutine<Void> close) {
        try {
            await(close);
        } catch (CancelledError cancelled) {
            return Coroutine.done();
        } catch (Throwable failure) {
            if (CallbackLoop.isFatal(failure)) {
                throw failure;
            }
            report("unhandled exception while an asynchronous generator was closed", failure, close);
        }
        return Coroutine.done();
    }

    private void report(String message, Throwable failure, Object source) {
        loop.callExceptionHandler(new ErrorContext(message, failure, source));
    }
}

package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.loop.TimerHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waiting for the first, or all, of several promises, without taking their results: {@code asyncio.wait}. */
public final class WaitUntil {

    private WaitUntil() {}

    /**
     * What a wait found at its end, each set in the order of the argument.
     *
     * @param done those that have ended
     * @param pending those that have not
     * @param <P> the promises' type
     */
    public record Waited<P extends Promise<?>>(Set<P> done, Set<P> pending) {}

    /** The same as {@link #waitUntil(ReturnWhen, Collection, Duration)} without a timeout. */
    public static <P extends Promise<?>> Coroutine<Waited<P>> waitUntil(
            ReturnWhen when, Collection<? extends P> promises) {
        return waitUntil(when, promises, null);
    }

    /**
     * Waits until enough of the promises are done, or until the time is over, which is no error.
     *
     * <p>It cancels none of them, also when it is cancelled itself. Coroutines have to be made tasks before.
     *
     * @param timeout the longest wait; if not positive, those that are done are told apart after one turn of the loop; null
     *     for no limit
     * @throws IllegalArgumentException if there is no promise, or one belongs to another loop, when this is awaited
     */
    public static <P extends Promise<?>> Coroutine<Waited<P>> waitUntil(
            ReturnWhen when, Collection<? extends P> promises, @Nullable Duration timeout) {
        return waited(when, new LinkedHashSet<>(promises), timeout);
    }

    @Async
    private static <P extends Promise<?>> Coroutine<Waited<P>> waited(
            ReturnWhen when, Set<P> promises, @Nullable Duration timeout) {
        EventLoop loop = EventLoop.current();
        if (promises.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to wait for: give waitUntil at least one promise");
        }
        for (Promise<?> promise : promises) {
            loop.ensurePromise(promise); // refuses those of other loops
        }
        Waiter waiter = new Waiter(loop, when, promises);
        promises.forEach(promise -> promise.addDoneCallback(waiter));
        TimerHandle timer = timeout == null ? null : loop.callLater(timeout, waiter::end);
        try {
            await(waiter.enough);
        } finally {
            if (timer != null) {
                timer.cancel();
            }
            promises.forEach(promise -> promise.removeDoneCallback(waiter));
        }
        Set<P> done = new LinkedHashSet<>();
        Set<P> pending = new LinkedHashSet<>();
        promises.forEach(promise -> (promise.done() ? done : pending).add(promise));
        return Coroutine.of(new Waited<>(done, pending));
    }

    /** Counts those that end. */
    private static final class Waiter implements Consumer<Promise<?>> {

        private final ReturnWhen when;
        private final Promise<@Nullable Void> enough;
        private int left;

        Waiter(EventLoop loop, ReturnWhen when, Set<? extends Promise<?>> promises) {
            this.enough = new Joint<>(loop, promises);
            this.when = when;
            this.left = promises.size();
        }

        @Override
        public void accept(Promise<?> ended) {
            left--;
            if (left == 0
                    || when == ReturnWhen.FIRST_COMPLETED
                    || (when == ReturnWhen.FIRST_EXCEPTION
                            && !ended.cancelled()
                            && ended.exception().isPresent())) {
                end();
            }
        }

        void end() {
            enough.trySetResult(null);
        }
    }
}

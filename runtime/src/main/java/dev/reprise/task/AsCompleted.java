package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Promise;
import dev.reprise.loop.TimerHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Taking results in the order in which they come: {@code asyncio.as_completed}. */
public final class AsCompleted {

    private AsCompleted() {}

    /** The same as {@link #asCompleted(Collection, Duration)} without a timeout. */
    public static <T extends @Nullable Object> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return asCompleted(awaitables, null);
    }

    /**
     * Starts all awaitables, each that is no promise in a task of its own, and returns as many coroutines. Each evaluates
     * to the result of the next that ends, or throws its exception:
     *
     * <pre>{@code
     * for (Coroutine<String> next : asCompleted(List.of(fetch(a), fetch(b)))) {
     *     String page = await(next);
     * }
     * }</pre>
     *
     * <p>Unlike the other functions it starts them when it is called. It cancels none. The coroutines can be iterated once;
     * they may be awaited by different tasks. An awaitable that is given twice counts once.
     *
     * @param timeout after what time the coroutines that have no result yet throw a {@link TimedOutException}; null for
     *     never
     * @throws IllegalStateException if no loop is running
     * @throws IllegalArgumentException if a promise belongs to another loop
     */
    public static <T extends @Nullable Object> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
        EventLoop loop = EventLoop.current();
        Set<Awaitable<? extends T>> different = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Promise<? extends T>> promises = new LinkedHashSet<>();
        for (Awaitable<? extends T> awaitable : awaitables) {
            if (different.add(awaitable)) {
                promises.add(loop.ensurePromise(awaitable));
            }
        }
        Arrivals<T> arrivals = new Arrivals<>(loop, promises);
        arrivals.start(timeout);
        return () -> arrivals;
    }

    /** The promises that have ended and were not taken, and the coroutines that wait for one. */
    private static final class Arrivals<T extends @Nullable Object>
            implements Iterator<Coroutine<T>>, Consumer<Promise<?>> {

        private final EventLoop loop;
        private final Set<Promise<? extends T>> pending;
        private final Deque<Promise<? extends T>> arrived = new ArrayDeque<>();
        private final Deque<Promise<@Nullable Void>> waiters = new ArrayDeque<>();
        private int handedOut;
        private final int count;
        private @Nullable Duration timeout;
        private @Nullable TimerHandle timer;
        private boolean timedOut;

        Arrivals(EventLoop loop, Set<Promise<? extends T>> pending) {
            this.loop = loop;
            this.pending = pending;
            this.count = pending.size();
        }

        void start(@Nullable Duration limit) {
            pending.forEach(promise -> promise.addDoneCallback(this));
            if (limit != null && !pending.isEmpty()) {
                timeout = limit;
                timer = loop.callLater(limit, this::timeOut);
            }
        }

        @Override
        @SuppressWarnings("unchecked") // called for those of this set alone
        public void accept(Promise<?> ended) {
            pending.remove(ended);
            arrived.add((Promise<? extends T>) ended);
            if (pending.isEmpty() && timer != null) {
                timer.cancel();
            }
            wakeOne();
        }

        private void timeOut() {
            timedOut = true;
            pending.forEach(promise -> promise.removeDoneCallback(this));
            pending.clear();
            waiters.forEach(waiter -> waiter.trySetResult(null));
        }

        private void wakeOne() {
            waiters.stream()
                    .filter(waiter -> !waiter.done())
                    .findFirst()
                    .ifPresent(waiter -> waiter.trySetResult(null));
        }

        @Override
        public boolean hasNext() {
            return handedOut < count;
        }

        @Override
        public Coroutine<T> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all " + count + " have been handed out");
            }
            handedOut++;
            return nextResult();
        }

        @Async
        private Coroutine<T> nextResult() {
            while (arrived.isEmpty()) {
                if (timedOut) {
                    throw new TimedOutException("not all were done after " + timeout);
                }
                Promise<@Nullable Void> waiter = new Joint<>(loop, pending);
                waiters.add(waiter);
                try {
                    await(waiter);
                } catch (Throwable failure) {
                    if (!arrived.isEmpty()) {
                        waiters.remove(waiter);
                        wakeOne(); // what this one was woken for is another's
                    }
                    throw failure;
                } finally {
                    waiters.remove(waiter);
                }
            }
            return Coroutine.of(arrived.remove().result());
        }
    }
}

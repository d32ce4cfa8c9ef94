package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * A queue between tasks: {@code asyncio.Queue}. A put waits while the queue is full, a get while it is empty.
 *
 * <p>No item is lost, whatever is cancelled: a task is woken to look for itself, and what it takes it takes in the step in
 * which it returns. So a get on a queue that has an item never waits, and may overtake one that was woken for that item;
 * the latter then keeps its place before all that came later.
 *
 * @param <T> the type of the items; null is none, as in the queues of {@code java.util}
 */
public sealed class Queue<T> extends LoopBound permits PriorityQueue, LifoQueue {

    private final java.util.Queue<T> items;
    private final int maxSize;

    private final Waiters getters = new Waiters();
    private final Waiters putters = new Waiters();
    private final Waiters joiners = new Waiters();

    /** How many items were put and not reported as done. */
    private int unfinished;

    private boolean shutDown;

    /** Makes a queue without a bound. */
    public Queue() {
        this(0);
    }

    /** Makes a queue of at most {@code maxSize} items, or without a bound if that is not positive. */
    public Queue(int maxSize) {
        this(maxSize, new ArrayDeque<>());
    }

    /** Makes one that keeps its items in {@code items}, whose order is that of the gets. */
    Queue(int maxSize, java.util.Queue<T> items) {
        this.maxSize = maxSize;
        this.items = items;
    }

    // ----------------------------------------------------------------------------------------------------------- put

    /**
     * Waits until there is room and puts an item: {@code put}. A cancelled put has put nothing.
     *
     * @throws QueueShutDown if the queue is shut down, also during the wait
     */
    @Async
    public Coroutine<Void> put(T item) {
        Waiter waiter = null;
        while (isFull() && !shutDown) {
            waiter = putters.add(loop(), waiter);
            try {
                await(waiter);
            } catch (Throwable failure) {
                if (waiter.leave() && !isFull()) {
                    putters.wakeFirst();
                }
                throw failure;
            }
            waiter.leave();
        }
        putNowait(item);
        return Coroutine.done();
    }

    /**
     * Puts an item without waiting: {@code put_nowait}.
     *
     * @throws QueueFull if there is no room
     * @throws QueueShutDown if the queue is shut down
     */
    public void putNowait(T item) {
        Objects.requireNonNull(item, "item");
        if (shutDown) {
            throw new QueueShutDown(this + " takes no more items: it was shut down");
        }
        if (isFull()) {
            throw new QueueFull(this + " is full: await put(...) to wait for room");
        }
        items.add(item);
        unfinished++;
        getters.wakeFirst();
    }

    // ----------------------------------------------------------------------------------------------------------- get

    /**
     * Waits until there is an item and takes it: {@code get}. A cancelled get has taken nothing.
     *
     * @throws QueueShutDown if the queue is empty and shut down, also during the wait
     */
    @Async
    public Coroutine<T> get() {
        Waiter waiter = null;
        while (items.isEmpty() && !shutDown) {
            waiter = getters.add(loop(), waiter);
            try {
                await(waiter);
            } catch (Throwable failure) {
                if (waiter.leave() && !items.isEmpty()) {
                    getters.wakeFirst();
                }
                throw failure;
            }
            waiter.leave();
        }
        return Coroutine.of(getNowait());
    }

    /**
     * Takes an item without waiting: {@code get_nowait}.
     *
     * @throws QueueEmpty if there is none
     * @throws QueueShutDown if there is none and the queue is shut down
     */
    public T getNowait() {
        T item = items.poll();
        if (item == null) {
            throw shutDown
                    ? new QueueShutDown(this + " gets no more items: it was shut down")
                    : new QueueEmpty(this + " is empty: await get() to wait for an item");
        }
        putters.wakeFirst();
        return item;
    }

    // ----------------------------------------------------------------------------------------------------------- end

    /**
     * Reports that the work on one item that was taken is done, for {@link #join}: {@code task_done}.
     *
     * @throws IllegalStateException if it was reported for all items already
     */
    public void taskDone() {
        if (unfinished == 0) {
            throw new IllegalStateException(
                    "taskDone() was called too many times on " + this + ": call it once for each item taken");
        }
        unfinished--;
        wakeJoiners();
    }

    /** Waits until {@link #taskDone} was called for each item that was put: {@code join}. */
    @Async
    public Coroutine<Void> join() {
        if (unfinished > 0) {
            Waiter waiter = joiners.add(loop());
            try {
                await(waiter);
            } finally {
                waiter.leave();
            }
        }
        return Coroutine.done();
    }

    private void wakeJoiners() {
        if (unfinished == 0) {
            joiners.wakeAll();
        }
    }

    /** Refuses further items; those that are in the queue can still be taken. */
    public void shutdown() {
        shutdown(false);
    }

    /**
     * Shuts the queue down: {@code shutdown}. A put then throws {@link QueueShutDown}, and so does a get once the queue is
     * empty; those that wait, too.
     *
     * @param immediate whether the items in the queue are dropped, each counted as done
     */
    public void shutdown(boolean immediate) {
        shutDown = true;
        if (immediate) {
            unfinished = Math.max(0, unfinished - items.size());
            items.clear();
            wakeJoiners();
        }
        getters.wakeAll();
        putters.wakeAll();
    }

    // ---------------------------------------------------------------------------------------------------- attributes

    /** Returns how many items are in the queue: {@code qsize}. */
    public int size() {
        return items.size();
    }

    /** Returns how many items there may be, or a number that is not positive if there is no bound: {@code maxsize}. */
    public int maxSize() {
        return maxSize;
    }

    /** Tells whether there is no item: {@code empty}. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** Tells whether a put would have to wait: {@code full}. */
    public boolean isFull() {
        return maxSize > 0 && items.size() >= maxSize;
    }

    @Override
    public String toString() {
        return "<" + getClass().getSimpleName() + " " + items.size() + (maxSize > 0 ? " of " + maxSize : "") + " items"
                + described(getters, "getters") + described(putters, "putters")
                + (unfinished > 0 ? ", " + unfinished + " unfinished" : "") + (shutDown ? ", shut down" : "") + ">";
    }

    private static String described(Waiters waiters, String name) {
        return waiters.waiting() == 0 ? "" : ", " + waiters.waiting() + " " + name;
    }
}

package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A limit to how many do something at once, where each borrower has one token: trio's and anyio's {@code CapacityLimiter}.
 *
 * <p>It differs from a {@link Semaphore} in that it knows who holds a token, so that none is given back that was not
 * borrowed and none is borrowed twice, and in that the limit can be changed. The borrower is the current task, unless one
 * is named, such as the thread for which the task acts; borrowers are told apart by {@code equals}.
 */
public final class CapacityLimiter implements Acquirable {

    /** The limit that is none. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final Semaphore tokens;

    private int total;

    private final Set<Object> holding = new HashSet<>();
    private final Set<Object> waiting = new HashSet<>();

    /** What the limiter is doing: {@code CapacityLimiterStatistics}. */
    public record Statistics(int borrowedTokens, int totalTokens, Set<Object> borrowers, int tasksWaiting) {}

    /**
     * Makes a limiter.
     *
     * @throws IllegalArgumentException if {@code totalTokens} is less than none
     */
    public CapacityLimiter(int totalTokens) {
        tokens = new Semaphore(requireNotNegative(totalTokens));
        total = totalTokens;
    }

    private static int requireNotNegative(int totalTokens) {
        if (totalTokens < 0) {
            throw new IllegalArgumentException(
                    "a capacity limiter cannot have " + totalTokens + " tokens: give it 0 or more");
        }
        return totalTokens;
    }

    /**
     * Waits for a token and borrows it for the current task.
     *
     * @throws IllegalStateException if the task has one or waits for one already
     */
    @Async
    @Override
    public Coroutine<Void> acquire() {
        return acquireFor(currentTask());
    }

    /**
     * Waits for a token and borrows it for somebody: {@code acquire_on_behalf_of}.
     *
     * @throws IllegalStateException if the borrower has one or waits for one already
     */
    @Async
    public Coroutine<Void> acquireFor(Object borrower) {
        if (holding.contains(borrower) || !waiting.add(Objects.requireNonNull(borrower, "borrower"))) {
            throw new IllegalStateException(
                    borrower + " holds a token of " + this + " or waits for it: nobody can have two");
        }
        try {
            await(tokens.acquire());
            holding.add(borrower);
        } finally {
            waiting.remove(borrower);
        }
        return Coroutine.done();
    }

    /**
     * Gives back the token of the current task.
     *
     * @throws IllegalStateException if it has none
     */
    @Override
    public void release() {
        releaseFor(currentTask());
    }

    /**
     * Gives back the token of a borrower: {@code release_on_behalf_of}.
     *
     * @throws IllegalStateException if that has none
     */
    public void releaseFor(Object borrower) {
        if (!holding.remove(borrower)) {
            throw new IllegalStateException(
                    borrower + " holds no token of " + this + ": release it once for each acquire");
        }
        tokens.release();
    }

    private Object currentTask() {
        return EventLoop.current()
                .currentTask()
                .orElseThrow(() -> new IllegalStateException("no task is running that could hold a token of " + this
                        + ": call this from a task, or name the borrower"));
    }

    /** Returns the limit: {@code total_tokens}. */
    public int totalTokens() {
        return total;
    }

    /**
     * Changes the limit. If it rises, those that wait go on; if it falls below what is borrowed, nobody is interrupted, and
     * nobody gets a token until enough are back.
     *
     * @throws IllegalArgumentException if {@code totalTokens} is less than none
     */
    public void setTotalTokens(int totalTokens) {
        int change = requireNotNegative(totalTokens) - total;
        total = totalTokens;
        tokens.add(change);
    }

    /** Returns how many tokens are borrowed, or reserved for one that was woken: {@code borrowed_tokens}. */
    public int borrowedTokens() {
        return total - tokens.free();
    }

    /** Returns how many tokens nobody has: {@code available_tokens}. */
    public int availableTokens() {
        return tokens.availablePermits();
    }

    /** Returns what the limiter is doing now: {@code statistics}. */
    public Statistics statistics() {
        return new Statistics(borrowedTokens(), total, Set.copyOf(holding), tokens.waiting());
    }

    @Override
    public String toString() {
        return "<CapacityLimiter " + borrowedTokens() + " of " + total + " borrowed>";
    }
}

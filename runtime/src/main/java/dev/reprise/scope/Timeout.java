package dev.reprise.scope;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.AsyncFunction;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.Handle;
import dev.reprise.task.EventLoop;
import dev.reprise.task.TaskScope;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deadline for a block: {@code asyncio.timeout}. {@link #timeout(Duration, AsyncCallable)} runs a block under one.
 *
 * <p>When the time is over, the task is cancelled, once, where it is suspended in the block. If the {@link CancelledError}
 * comes out of the block, and nobody else has cancelled the task since the block began, a {@link TimedOutException} is
 * thrown in its place. The block may catch the cancellation and go on; it then has no deadline any more. Timeouts nest.
 *
 * <p>{@link CancelScope} is the other kind: its cancellation cannot be caught for good.
 */
public final class Timeout extends TaskScope {

    /** CREATED to ACTIVE when entered, then to ENDED when left, or to EXPIRING when due and from there to EXPIRED. */
    private enum State {
        CREATED,
        ACTIVE,
        EXPIRING,
        EXPIRED,
        ENDED
    }

    private final EventLoop loop;

    private State state = State.CREATED;

    private @Nullable Duration when;

    private @Nullable Handle timer;

    private Timeout(EventLoop loop, @Nullable Duration when) {
        this.loop = loop;
        this.when = when;
    }

    // ---------------------------------------------------------------------------------------------------- the blocks

    /**
     * Runs a block that has to end within {@code delay} from now: {@code asyncio.timeout}.
     *
     * @param delay the time; if not positive, the block is cancelled in the next pass of the loop, at its first suspension
     *     that lasts until then; null for no limit
     * @return the result of the block; its exceptions pass unchanged
     * @throws TimedOutException if the deadline ended the block
     * @throws IllegalStateException if this is not awaited in a task
     */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> timeout(
            @Nullable Duration delay, AsyncCallable<T, X> block) throws X {
        return new Timeout(EventLoop.current(), deadline(delay)).run(scope -> block.call());
    }

    /** The same for a block that is given its timeout, to move the deadline. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> timeout(
            @Nullable Duration delay, AsyncFunction<Timeout, T, X> block) throws X {
        return new Timeout(EventLoop.current(), deadline(delay)).run(block);
    }

    /** The same with a time of the loop, {@link EventLoop#time}, as the deadline: {@code asyncio.timeout_at}. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> timeoutAt(
            @Nullable Duration loopTime, AsyncCallable<T, X> block) throws X {
        return new Timeout(EventLoop.current(), loopTime).run(scope -> block.call());
    }

    /** The same for a block that is given its timeout. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> timeoutAt(
            @Nullable Duration loopTime, AsyncFunction<Timeout, T, X> block) throws X {
        return new Timeout(EventLoop.current(), loopTime).run(block);
    }

    private static @Nullable Duration deadline(@Nullable Duration delay) {
        return delay == null ? null : LoopTime.after(EventLoop.current(), delay);
    }

    @Async
    private <T extends @Nullable Object, X extends Exception> Coroutine<T> run(AsyncFunction<Timeout, T, X> block)
            throws X {
        enter();
        state = State.ACTIVE;
        try {
            schedule();
            T result = await(block.apply(this));
            end();
            return Coroutine.of(result);
        } catch (Throwable failure) {
            if (end()) {
                throw Sneaky.raise(timedOut(failure));
            }
            throw failure;
        } finally {
            leave();
        }
    }

    /** Tells whether it had expired, and nobody else has cancelled the block. */
    private boolean end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (state != State.EXPIRING) {
            state = State.ENDED;
            return false;
        }
        state = State.EXPIRED;
        withdraw();
        return !isCancelledFromOutside();
    }

    private Throwable timedOut(Throwable failure) {
        TimedOutException timedOut = new TimedOutException(
                "the block did not end before its deadline, the loop's time " + when,
                failure instanceof CancelledError ? failure : null);
        if (failure instanceof CancelledError) {
            return timedOut;
        }
        failure.addSuppressed(timedOut); // it came of the cancellation
        return failure;
    }

    // ----------------------------------------------------------------------------------------------------- the object

    /** Returns the deadline as a time of the loop, if there is one: {@code when}. */
    public Optional<Duration> when() {
        return Optional.ofNullable(when);
    }

    /**
     * Moves the deadline: {@code reschedule}.
     *
     * @param loopTime the new one; null for none
     * @throws IllegalStateException if the block has ended or the deadline has passed
     */
    public void reschedule(@Nullable Duration loopTime) {
        requireOwnThread("reschedule");
        if (state != State.ACTIVE) {
            throw new IllegalStateException(
                    "the deadline of " + this + " cannot be moved: do it in the block, in time");
        }
        when = loopTime;
        schedule();
    }

    private void schedule() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        Duration due = when;
        if (due != null) {
            timer = due.compareTo(loop.time()) <= 0 ? loop.callSoon(this::expire) : loop.callAt(due, this::expire);
        }
    }

    private void expire() {
        timer = null;
        state = State.EXPIRING;
        request(null);
    }

    /** Tells whether the deadline has passed and cancelled the block: {@code expired}. */
    public boolean expired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }

    @Override
    public String toString() {
        String until = state == State.ACTIVE && when != null ? " until " + when : "";
        return "<Timeout " + state.name().toLowerCase(Locale.ROOT) + until + ">";
    }
}

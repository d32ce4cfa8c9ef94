package dev.reprise.scope;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.AsyncFunction;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.TimerHandle;
import dev.reprise.task.EventLoop;
import dev.reprise.task.TaskScope;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block that can be cancelled, by its deadline or by {@link #cancel()}, without its task being cancelled: trio's {@code
 * CancelScope}.
 *
 * <p>Cancellation is a level, not an event. Once the scope is cancelled, each await in it that would suspend throws a {@link
 * CancelledError}, again and again, until the block is left; code that catches the error gains nothing. What the task waits
 * for when the scope is cancelled is cancelled too; what is done by then is not lost, the task gets it first. The error that
 * comes out of the block ends there, unless a cancellation from further out is on its way as well: then it passes on to the
 * outermost scope that was cancelled, or out of the task.
 *
 * <p>A scope that shields holds back all cancellations from outside, those by scopes, by timeouts, by task groups and by
 * {@link dev.reprise.task.Task#cancel}. They are delivered when it is left, at the next suspension. The counts of {@code
 * Task.cancelling()} do not change by that.
 *
 * <p>A scope is for the task in which it runs. Tasks that this one makes are not in it; those of a {@link TaskGroup} inside
 * are cancelled through their group, once, as asyncio does.
 *
 * <pre>{@code
 * Optional<Page> page = await(moveOnAfter(Duration.ofSeconds(2), () -> fetch(url)));
 *
 * CancelScope scope = new CancelScope();
 * stopButton.onClick(() -> loop.callSoonThreadsafe(scope::cancel));
 * await(scope.run(() -> play(song)));
 * }</pre>
 *
 * <p>It belongs to the loop's thread.
 */
public final class CancelScope extends TaskScope {

    private boolean cancelCalled;

    private boolean cancelledCaught;

    private @Nullable Duration deadline;

    /** Runs while the task is in the scope and there is a deadline. */
    private @Nullable TimerHandle timer;

    /** The loop of the task, once it is in the scope. */
    private @Nullable EventLoop loop;

    /** Makes a scope without a deadline, that does not shield. */
    public CancelScope() {}

    // ----------------------------------------------------------------------------------------------------- the object

    /**
     * Runs a block in this scope, once.
     *
     * @return the result of the block; empty if the scope's cancellation ended it, or if the result is null
     * @throws IllegalStateException if the scope was used before, if this is not awaited in a task, or if scopes that were
     *     entered in the block have not been left before it ended
     */
    @Async
    public <T extends @Nullable Object, X extends Exception> Coroutine<Optional<T>> run(AsyncCallable<T, X> block)
            throws X {
        enter();
        loop = EventLoop.current();
        try {
            schedule();
            T result = await(block.call());
            return Coroutine.of(Optional.ofNullable(result));
        } catch (CancelledError cancelled) {
            if (!cancelCalled || isCancelledFromOutside()) {
                throw cancelled;
            }
            cancelledCaught = true;
            return Coroutine.of(Optional.empty());
        } finally {
            end();
        }
    }

    private void end() {
        stopTimer();
        if (!leave()) {
            throw new IllegalStateException(
                    this + " was not the innermost scope of the task when it was left: leave scopes"
                            + " in the order opposite to that of entering them, and do not emit from inside of one");
        }
    }

    /** Cancels what runs in the scope, or what will; without effect when it has ended. */
    public void cancel() {
        cancel(null);
    }

    /**
     * The same with a message.
     *
     * @param message what the {@link CancelledError} is to say
     */
    public void cancel(@Nullable String message) {
        requireOwnThread("cancel");
        if (cancelCalled) {
            return;
        }
        cancelCalled = true;
        stopTimer();
        cancelInside(message);
    }

    /** Tells whether the scope was cancelled, by {@link #cancel()} or by its deadline: {@code cancel_called}. */
    public boolean cancelCalled() {
        cancelIfDue(); // the timer may be late, while the code is busy
        return cancelCalled;
    }

    /** Tells whether the scope's cancellation ended the block: {@code cancelled_caught}. */
    public boolean cancelledCaught() {
        return cancelledCaught;
    }

    /** Returns the time of the loop at which the scope is cancelled, if there is one: {@code deadline}. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(deadline);
    }

    /**
     * Sets the deadline, before the scope is entered or while it runs. One that has passed cancels the scope at once.
     *
     * @param loopTime a time of the loop, {@link EventLoop#time}; null for none
     */
    public void setDeadline(@Nullable Duration loopTime) {
        requireOwnThread("setDeadline");
        deadline = loopTime;
        schedule();
    }

    private void schedule() {
        stopTimer();
        cancelIfDue();
        if (loop != null && deadline != null && isEntered() && !cancelCalled) {
            timer = loop.callAt(deadline, this::cancel);
        }
    }

    private void cancelIfDue() {
        if (loop != null && deadline != null && isEntered() && deadline.compareTo(loop.time()) <= 0) {
            cancel();
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Tells whether the scope holds back cancellations from outside: {@code shield}. */
    public boolean shield() {
        return isShielding();
    }

    /**
     * Sets whether the scope holds back cancellations from outside. What it held back reaches the task when this is set to
     * false, at the latest at its next suspension.
     */
    public void setShield(boolean shield) {
        requireOwnThread("setShield");
        setShielding(shield);
    }

    @Override
    public String toString() {
        String until = deadline == null ? "" : " until " + deadline;
        return "<CancelScope" + (isEntered() ? " entered" : "") + (cancelCalled ? " cancelled" : "")
                + (isShielding() ? " shielding" : "") + until + ">";
    }

    // ---------------------------------------------------------------------------------------------------- the blocks

    /**
     * Runs a block, and leaves it when the time is over: trio's {@code move_on_after}.
     *
     * @param delay the time; if not positive, the block ends at its first suspension
     * @return the result of the block; empty if the time ended it, or if the result is null
     */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<Optional<T>> moveOnAfter(
            Duration delay, AsyncCallable<T, X> block) throws X {
        return until(LoopTime.after(EventLoop.current(), delay)).run(block);
    }

    /** The same for a block that is given its scope. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<Optional<T>> moveOnAfter(
            Duration delay, AsyncFunction<CancelScope, T, X> block) throws X {
        CancelScope scope = until(LoopTime.after(EventLoop.current(), delay));
        return scope.run(() -> block.apply(scope));
    }

    /** The same with a time of the loop, {@link EventLoop#time}, as the deadline: trio's {@code move_on_at}. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<Optional<T>> moveOnAt(
            Duration loopTime, AsyncCallable<T, X> block) throws X {
        return until(loopTime).run(block);
    }

    /** The same for a block that is given its scope. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<Optional<T>> moveOnAt(
            Duration loopTime, AsyncFunction<CancelScope, T, X> block) throws X {
        CancelScope scope = until(loopTime);
        return scope.run(() -> block.apply(scope));
    }

    /**
     * Runs a block, and throws when the time is over: trio's {@code fail_after}.
     *
     * @param delay the time; if not positive, the block ends at its first suspension
     * @return the result of the block
     * @throws TimedOutException if the time ended the block
     */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> failAfter(
            Duration delay, AsyncCallable<T, X> block) throws X {
        return failing(until(LoopTime.after(EventLoop.current(), delay)), scope -> block.call());
    }

    /** The same for a block that is given its scope. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> failAfter(
            Duration delay, AsyncFunction<CancelScope, T, X> block) throws X {
        return failing(until(LoopTime.after(EventLoop.current(), delay)), block);
    }

    /** The same with a time of the loop, {@link EventLoop#time}, as the deadline: trio's {@code fail_at}. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> failAt(
            Duration loopTime, AsyncCallable<T, X> block) throws X {
        return failing(until(loopTime), scope -> block.call());
    }

    /** The same for a block that is given its scope. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> failAt(
            Duration loopTime, AsyncFunction<CancelScope, T, X> block) throws X {
        return failing(until(loopTime), block);
    }

    /**
     * Runs a block that no cancellation from outside interrupts: trio's {@code CancelScope(shield=True)}. What was held back
     * is delivered at the first suspension after it.
     *
     * <pre>{@code
     * } finally {
     *     await(shielded(() -> connection.rollback()));
     * }
     * }</pre>
     *
     * @return the result of the block
     */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> shielded(AsyncCallable<T, X> block)
            throws X {
        CancelScope scope = new CancelScope();
        scope.setShield(true);
        return value(scope, ignored -> block.call());
    }

    /**
     * Runs a block in which scopes further out are raised as asyncio raises a cancellation: once, and not at each
     * suspension. It is for code that catches a {@link CancelledError} to wait on, as a wait that must have its lock back
     * does; that would never come to rest under a level.
     *
     * @return the result of the block
     */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> edgeTriggered(
            AsyncCallable<T, X> block) throws X {
        CancelScope scope = new CancelScope();
        scope.setEdgeTriggered();
        return value(scope, ignored -> block.call());
    }

    private static CancelScope until(Duration loopTime) {
        CancelScope scope = new CancelScope();
        scope.setDeadline(loopTime);
        return scope;
    }

    @Async
    private static <T extends @Nullable Object, X extends Exception> Coroutine<T> failing(
            CancelScope scope, AsyncFunction<CancelScope, T, X> block) throws X {
        T result = await(value(scope, block));
        if (scope.cancelledCaught) {
            throw new TimedOutException("the block did not end before its deadline, the loop's time " + scope.deadline);
        }
        return Coroutine.of(result);
    }

    /** Runs a block in a scope and evaluates to its result: null if the scope's cancellation ended it. */
    @Async
    @SuppressWarnings("NullAway") // an empty result is a null where T allows it, or nobody's
    private static <T extends @Nullable Object, X extends Exception> Coroutine<T> value(
            CancelScope scope, AsyncFunction<CancelScope, T, X> block) throws X {
        Optional<T> result = await(scope.run(() -> block.apply(scope)));
        return Coroutine.of(result.orElse(null));
    }
}

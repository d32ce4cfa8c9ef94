package dev.reprise;

import dev.reprise.internal.Sneaky;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A computation that can be suspended and stepped: Python's coroutine object.
 *
 * <p>An {@link Async} method returns one. It runs nothing until its first step; {@link #next} then runs it to its next
 * suspension. Whoever steps a coroutine drives the whole chain that it awaits. A coroutine is single-threaded: steps may
 * come from different threads only if one happens before the other. It can be run once; a second run is an error.
 *
 * <p>A coroutine can also be written by hand: extend this class and implement {@link #step}.
 *
 * @param <T> the type of the result; {@code Void} where there is none
 */
public abstract class Coroutine<T extends @Nullable Object> implements Awaitable<T> {

    /*
     * The state, and who moves it:
     *
     *   CREATED   --start-->  RUNNING    Driver: runOne, or enter for a child that an await begins; SingleWait
     *   suspended --resume--> RUNNING    Driver, the same
     *   RUNNING   --suspend-> n          suspendAt; n is the point at which step() goes on
     *   RUNNING   --wait-->   n | WAITS  suspendOn: a future is pending
     *   RUNNING   --await-->  n | AWAITS suspendOn: a child is pending
     *   RUNNING   --emit-->   n          suspendAt, but step() returns false: the body of an AsyncGenerator, see Advance
     *   RUNNING   --return--> RETURNED   returns; Driver, for a step() that says nothing; SingleWait, once it is awaited
     *   RUNNING   --throw-->  FAILED     Driver, for whatever step() throws
     *   CREATED, FAILED    -> CLOSED     Closing, Advance
     *   STATELESS                        for ever, see Completed
     *
     * Of those that have ended, all from STATELESS on have a result, the others an error.
     *
     * Programs have many suspended coroutines: each field here costs each of them, so the small ones share four bytes.
     */
    static final short CREATED = 0;
    static final short RUNNING = -1;
    static final short RETURNED = -2;
    static final short STATELESS = -3;
    static final short FAILED = -4;
    static final short CLOSED = -5;

    /** The most that a point can be: a method of 64 KB has at most half as many. */
    static final int LAST_POINT = 0x1FFF;

    /** Of a suspended one: {@link #value} is the {@link FutureLike} that it waits for, until something is raised. */
    static final int WAITS = 0x2000;

    /** Of a suspended one: {@link #value} is the child that it awaits, until something is raised. */
    static final int AWAITS = 0x4000;

    /** Where this coroutine stands; see the table above. */
    short state;

    /** How many {@link #step} calls are nested between the driver and this one; 0 whenever this is suspended. */
    byte depth;

    /** True while this coroutine's own next, send, raise or close is under way; written by {@link Driver} alone. */
    boolean driving;

    /**
     * Suspended: what is awaited or was yielded. About to be resumed: what was sent, a {@link Raised}, or still what is
     * awaited. Ended: the result or the failure.
     */
    @Nullable
    Object value;

    /**
     * Suspended and awaited: by whom. Suspended and awaited by nobody: its leaf, the innermost of its chain, when it was
     * stepped last, unless that is itself; a hint, which {@link Driver} drops when it steps another coroutine of that chain.
     * Ended: null.
     */
    @Nullable
    Coroutine<?> link;

    /** For hand-written coroutines; those of {@link Async} methods are made by the transformer. */
    protected Coroutine() {}

    // ---------------------------------------------------------------------------------------------- the driver's side

    /**
     * Runs to the next suspension: Python's {@code __next__}.
     *
     * @return true if the coroutine is suspended, false if it returned
     * @throws IllegalStateException if it is already executing, or has already ended
     */
    public final boolean next() {
        return Driver.resume(this, null);
    }

    /**
     * Runs to the next suspension; the suspended expression evaluates to {@code value}: Python's {@code send}.
     *
     * @return as {@link #next}
     * @throws IllegalStateException as {@link #next}, and if the value is not null and the coroutine has not started
     */
    public final boolean send(@Nullable Object value) {
        return Driver.resume(this, value);
    }

    /**
     * Runs to the next suspension; the suspended expression throws {@code error}: Python's {@code throw}. A coroutine
     * that has not started fails with it at once.
     *
     * @return as {@link #next}
     * @throws IllegalStateException as {@link #next}
     */
    public final boolean raise(Throwable error) {
        return Driver.raise(this, Objects.requireNonNull(error, "error"));
    }

    /**
     * Ends the coroutine by raising {@link CoroutineExit} where it is suspended, innermost first, so that {@code
     * finally} blocks run: Python's {@code close}. One that has not started never will; one that has ended stays as it
     * is.
     *
     * @throws IllegalStateException if it is executing, or suspends again instead of ending
     */
    public final void close() {
        Closing.close(this);
    }

    /**
     * Returns what the coroutine is suspended with: null, or what the loop is to wait for; null if it is not suspended.
     */
    public final @Nullable Object yielded() {
        Coroutine<?> leaf = this;
        if (!isLeaf()) {
            leaf = Driver.leafOf(this);
            if (!leaf.isLeaf()) {
                return null;
            }
        }
        return leaf.value == SingleWait.NEXT_TURN ? null : leaf.value;
    }

    /**
     * Returns the result: Python's {@code StopIteration.value}.
     *
     * <p>If the body failed, throws its original exception, checked or not.
     *
     * @throws IllegalStateException if the coroutine has not ended, or was closed
     */
    public final T result() {
        if (state >= RUNNING || state == CLOSED) {
            throw new IllegalStateException(this + " has no result");
        }
        return take();
    }

    /** The states of a coroutine, as {@link Coroutine#state()} tells them. */
    public enum State {
        /** Not yet started. */
        CREATED,
        /** Executing a step, itself or in a coroutine that it awaits. */
        RUNNING,
        /** Between two steps. */
        SUSPENDED,
        /** Ended with a result. */
        RETURNED,
        /** Ended by an exception. */
        FAILED,
        /** Ended by {@link Coroutine#close}. */
        CLOSED
    }

    /** Returns the state: {@code inspect.getcoroutinestate}, with the ended ones told apart. */
    public final State state() {
        return switch (state) {
            case CREATED -> State.CREATED;
            case RUNNING -> State.RUNNING;
            case RETURNED, STATELESS -> State.RETURNED;
            case FAILED -> State.FAILED;
            case CLOSED -> State.CLOSED;
            default -> Driver.isExecuting(this) ? State.RUNNING : State.SUSPENDED;
        };
    }

    /** Returns the coroutine that this one awaits: {@code cr_await}. */
    public final Optional<Coroutine<?>> awaiting() {
        return Optional.ofNullable(child());
    }

    /** Returns the source line at which this coroutine is suspended, or at which its method begins. */
    public final Optional<StackTraceElement> location() {
        return Optional.ofNullable(locate(point()));
    }

    /** Returns where this coroutine and those that it awaits are suspended, the innermost first. */
    public final List<StackTraceElement> stack() {
        List<StackTraceElement> stack = new ArrayList<>();
        for (Coroutine<?> c = this; c != null; c = c.child()) {
            c.location().ifPresent(line -> stack.add(0, line));
        }
        return stack;
    }

    /** Describes the coroutine: its method, its state and, if suspended, its line. */
    @Override
    public String toString() {
        State now = state();
        StackTraceElement line = locate(point());
        String at =
                now == State.SUSPENDED && line != null ? " at " + line.getFileName() + ":" + line.getLineNumber() : "";
        return "<coroutine " + name() + " " + now.name().toLowerCase(java.util.Locale.ROOT) + at + ">";
    }

    @Override
    public final Coroutine<T> awaiter() {
        return this;
    }

    // ------------------------------------------------------------------------------------- for coroutines by hand

    /**
     * Runs from {@code point} to the next suspension or to the end.
     *
     * <p>Point 0 is the start; the others, up to 8191, are those that the implementation named in {@link #suspendAt} and {@link
     * #awaits}. A resumed step first asks {@link #received} or {@link #awaited}, which also throw what was raised. It
     * ends with {@code return suspendAt(...)}, with {@code return true} after an {@link #awaits} that said true, with
     * {@code return returns(...)}, or by throwing.
     *
     * @return true if suspended, false if returned; without {@link #returns}, with null
     */
    protected abstract boolean step(int point);

    /** Names the coroutine in messages: the method that made it. */
    protected String name() {
        String name = getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Returns the source line of a suspension point, 0 being the start, or null if it is not known. */
    protected @Nullable StackTraceElement locate(int point) {
        return null;
    }

    /**
     * Suspends with {@code yielded}, to go on at {@code point}.
     *
     * @return true, for {@link #step} to return
     */
    protected final boolean suspendAt(int point, @Nullable Object yielded) {
        put(yielded);
        suspend(point, 0);
        return true;
    }

    private void suspend(int point, int kind) {
        if ((point & ~LAST_POINT) != 0) {
            throw new IllegalArgumentException("point " + point + " of " + name() + ": it can be 0 to " + LAST_POINT);
        }
        state = (short) (point | kind);
    }

    /** Suspends at the await of what is pending. */
    final void suspendOn(Object awaited, int point) {
        value = awaited;
        suspend(point, awaited instanceof Coroutine<?> ? AWAITS : WAITS);
    }

    /** Returns what was sent to the suspension at which this step goes on; throws what was raised there. */
    protected final @Nullable Object received() {
        Object sent = value;
        if (sent == null) {
            return null;
        }
        value = null;
        if (sent instanceof Raised raised) {
            throw Sneaky.raise(raised.error());
        }
        return sent;
    }

    /**
     * Starts to await {@code awaitable}.
     *
     * @return true if it is pending: {@link #step} then returns true, and goes on at {@code point} when it is not; false
     *     if it has ended already. In both cases {@link #awaited} then has its result
     */
    protected final boolean awaits(int point, Awaitable<?> awaitable) {
        value = null;
        Object pending = Awaiting.begin(awaitable, this);
        if (pending == null) {
            if (value == null) {
                value = awaitable; // else its awaiter
            }
            return false;
        }
        suspendOn(pending, point);
        return true;
    }

    /** Returns the result of the await at which this step goes on; throws its failure, or what was raised there. */
    protected final @Nullable Object awaited() {
        return Awaiting.take(resumed());
    }

    /**
     * Ends with a result.
     *
     * @return false, for {@link #step} to return
     */
    protected final boolean returns(T result) {
        value = result;
        state = RETURNED;
        return false;
    }

    /** Ends an await: forgets what was awaited and returns it, or throws what was raised in its place. */
    final Object resumed() {
        Object awaited = received();
        if (awaited == null) {
            throw new IllegalStateException(this + " was resumed at an await that has not ended");
        }
        return awaited;
    }

    /** Returns the result of an ended coroutine, or throws its failure. */
    @SuppressWarnings({"unchecked", "NullAway"}) // null is a T where the body returned null
    final T take() {
        if (state == FAILED || state == CLOSED) {
            throw Sneaky.raise(value == null ? new CoroutineExit() : (Throwable) value);
        }
        return (T) value;
    }

    // ---------------------------------------------------------------------------------------------- for the driver

    /** Tells whether this is suspended and awaits no other coroutine. */
    final boolean isLeaf() {
        return state > CREATED && state < AWAITS;
    }

    /** Returns the coroutine that this one is suspended at an await of, or null. */
    final @Nullable Coroutine<?> child() {
        return state >= AWAITS ? (Coroutine<?>) value : null;
    }

    /** Returns the coroutine that is suspended at an await of this one, or null. */
    final @Nullable Coroutine<?> parent() {
        Coroutine<?> linked = link;
        return linked != null && linked.child() == this ? linked : null;
    }

    /** Sets {@link #value}. It is null again and again, and a reference that is not stored needs no barrier of a collector. */
    final void put(@Nullable Object replacement) {
        if (value != replacement) {
            value = replacement;
        }
    }

    /** Returns the point at which a suspended one goes on; 0 for any other. */
    final int point() {
        return Math.max(state, CREATED) & LAST_POINT;
    }

    // --------------------------------------------------------------------------------- what an @Async method calls

    /** Returns a completed coroutine; {@code return Coroutine.of(v)} ends an {@link Async} method with a result. */
    public static <T extends @Nullable Object> Coroutine<T> of(T value) {
        return new Completed<>(value);
    }

    /** Returns a completed coroutine without a result; {@code return Coroutine.done()} ends an {@link Async} method. */
    @SuppressWarnings({"unchecked", "NullAway"}) // Void has no value but null; callers should not have to say so
    public static Coroutine<Void> done() {
        return (Coroutine<Void>) (Coroutine<?>) Completed.DONE;
    }

    /**
     * Returns a coroutine that suspends once, with null, for the loop to put it at the end of its ready queue: what {@code
     * asyncio.sleep(0)} awaits.
     */
    public static Coroutine<Void> suspendOnce() {
        return new GiveWay();
    }

    /**
     * Waits for {@code awaitable} and evaluates to its result: Python's {@code await}. Its exception, checked or not, is
     * thrown here unchanged.
     *
     * <p>An intrinsic: the build replaces the call, in {@link Async} methods and in lambdas that return a coroutine.
     *
     * @throws IllegalStateException if the build did not; it never blocks
     */
    public static <T extends @Nullable Object> T await(Awaitable<T> awaitable) {
        throw Misuse.untransformed("await");
    }

    /**
     * Gives control back to the loop with a value for it, and evaluates to what it sends: Python's {@code yield} in an
     * {@code __await__}. Null asks to be put at the end of the ready queue.
     *
     * <p>An intrinsic, as {@link #await}.
     *
     * @throws IllegalStateException as {@link #await}
     */
    public static @Nullable Object suspend(@Nullable Object value) {
        throw Misuse.untransformed("suspend");
    }
}

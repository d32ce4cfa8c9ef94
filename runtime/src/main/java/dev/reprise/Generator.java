package dev.reprise;

import dev.reprise.internal.Sneaky;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lazy sequence written as a method with {@link #emit}: Python's generator.
 *
 * <p>An {@link Async} method that returns {@code Generator<Y>} runs only as far as its consumer asks. It is an iterator
 * that can be iterated once; close it, or leave it to the end, for its {@code finally} blocks to run.
 *
 * <pre>{@code
 * @Async
 * static Generator<Integer> countTo(int n) {
 *     for (int i = 1; i <= n; i++) {
 *         emit(i);
 *     }
 *     return Generator.done();
 * }
 * }</pre>
 *
 * @param <Y> the type of the elements
 */
@SuppressWarnings("IterableAndIterator") // Python's generator is its own iterator
public final class Generator<Y extends @Nullable Object> implements Iterator<Y>, Iterable<Y>, AutoCloseable {

    private final Coroutine<?> body;

    /** True while the body is suspended at an element that {@link #hasNext} has reached and nobody has taken. */
    private boolean ahead;

    Generator(Coroutine<?> body) {
        this.body = body;
    }

    /** Runs to the next element, if that has not happened yet, and tells whether there is one. */
    @Override
    public boolean hasNext() {
        if (!ahead) {
            ahead = !hasEnded() && Driver.resumeAlone(body);
        }
        return ahead;
    }

    /**
     * Returns the next element: Python's {@code next}.
     *
     * @throws NoSuchElementException after the last
     */
    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // null is a Y where the body emitted null
    public Y next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the generator " + body.name() + " has ended");
        }
        ahead = false;
        Y element = (Y) body.value;
        body.put(null);
        return element;
    }

    /**
     * Makes the {@code emit} at which the body is suspended evaluate to {@code value} and runs to the next element, which
     * {@link #next} then returns: Python's {@code send}.
     *
     * @return whether there is a next element
     * @throws IllegalStateException if the value is not null and the body has not started, or if {@link #hasNext} has
     *     run ahead
     */
    public boolean send(@Nullable Object value) {
        requireNotAhead();
        ahead = !hasEnded() && body.send(value);
        return ahead;
    }

    /**
     * Makes the {@code emit} at which the body is suspended throw {@code error} and runs to the next element, which {@link
     * #next} then returns: Python's {@code throw}.
     *
     * @return whether there is a next element
     * @throws IllegalStateException if {@link #hasNext} has run ahead
     */
    public boolean raise(Throwable error) {
        Objects.requireNonNull(error, "error");
        requireNotAhead();
        if (hasEnded()) {
            throw Sneaky.raise(error);
        }
        ahead = body.raise(error);
        return ahead;
    }

    /** Ends the generator; its {@code finally} blocks run. */
    @Override
    public void close() {
        ahead = false;
        body.close();
    }

    /** Returns this: the elements can be iterated once. */
    @Override
    public Iterator<Y> iterator() {
        return this;
    }

    /** Returns the state of the body. */
    public Coroutine.State state() {
        return body.state();
    }

    @Override
    public String toString() {
        return body.toString().replace("<coroutine", "<generator");
    }

    private boolean hasEnded() {
        return body.state < Coroutine.RUNNING;
    }

    private void requireNotAhead() {
        if (ahead) {
            throw new IllegalStateException(
                    this + " has run ahead to its next element: take that with next() before send() or raise()");
        }
    }

    /** Returns an empty generator; {@code return Generator.done()} ends an {@link Async} method that emits. */
    public static <Y extends @Nullable Object> Generator<Y> done() {
        return new Generator<>(Completed.DONE);
    }

    /**
     * Gives an element to the consumer and evaluates to what it sends, normally null: Python's {@code yield}.
     *
     * <p>An intrinsic, as {@link Coroutine#await}, of {@link Async} methods that return a generator.
     *
     * @throws IllegalStateException if the build did not replace the call
     */
    public static @Nullable Object emit(@Nullable Object value) {
        throw Misuse.untransformed("emit");
    }
}

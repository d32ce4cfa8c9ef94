package dev.reprise;

import static dev.reprise.Coroutine.await;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sequence whose elements are waited for, written as a method with {@link #emit} and {@link Coroutine#await}: Python's
 * asynchronous generator.
 *
 * <p>An {@link Async} method that returns {@code AsyncGenerator<Y>} runs only as far as its consumer asks, in the
 * consumer's task: what it awaits, the consumer waits for, and a cancellation of the consumer is thrown in it.
 *
 * <pre>{@code
 * @Async
 * static AsyncGenerator<Integer> ticks(int n) {
 *     for (int i = 1; i <= n; i++) {
 *         await(sleep(Duration.ofSeconds(1)));
 *         emit(i);
 *     }
 *     return AsyncGenerator.done();
 * }
 *
 * AsyncGenerator<Integer> ticks = ticks(3);
 * while (await(ticks.hasNext())) {
 *     System.out.println(ticks.next());
 * }
 * }</pre>
 *
 * <p>What {@link #hasNext}, {@link #send}, {@link #raise} and {@link #close} return runs nothing until it is awaited. Each
 * throws what the body throws, also what is checked; where the compiler is to know of that, write {@code
 * await(g.hasNext().mayThrow(IOException.class))}. The elements can be iterated once. Leave the generator to its end, or
 * await {@link #close}, as {@link #forEach} does, for its {@code finally} blocks to run. The loop does that for generators
 * that were started and forgotten, but late.
 *
 * <p>It belongs to one loop, and its methods to that loop's thread.
 *
 * @param <Y> the type of the elements
 */
public final class AsyncGenerator<Y extends @Nullable Object> {

    private static final ThreadLocal<@Nullable AsyncGeneratorHook> HOOK = new ThreadLocal<>();

    final Coroutine<?> body;

    /** True while the body is suspended at an element that nobody has taken. Written by {@link Advance} too. */
    boolean ahead;

    /** True from the start of an {@link Advance} to its end, so also while the body waits for the loop. */
    boolean running;

    /** What is to be told of the end; null before the start, and if nobody wants to know. */
    private @Nullable Runnable whenEnded;

    AsyncGenerator(Coroutine<?> body) {
        this.body = body;
    }

    /**
     * Runs to the next element, if that has not happened yet, and evaluates to whether there is one: Python's {@code
     * anext}, which returns the element or ends with {@code StopAsyncIteration}.
     *
     * @throws IllegalStateException in the await, if another one of this generator has not ended
     */
    public Coroutine<Boolean> hasNext() {
        return new Advance<>(this, Advance.Request.HAS_NEXT, null);
    }

    /**
     * Returns the element that {@link #hasNext}, {@link #send} or {@link #raise} has reached. It can be taken once.
     *
     * @throws IllegalStateException if none of these was awaited since the last element was taken
     * @throws NoSuchElementException after the last element
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // null is a Y where the body emitted null
    public Y next() {
        if (!ahead) {
            if (hasEnded()) {
                throw new NoSuchElementException("the generator " + body.name() + " has ended");
            }
            throw new IllegalStateException(this
                    + " has no element ready: await hasNext() before each next(), and take it only if that is true");
        }
        ahead = false;
        Y element = (Y) body.value;
        body.value = null;
        return element;
    }

    /**
     * Makes the {@code emit} at which the body is suspended evaluate to {@code value} and runs to the next element, which
     * {@link #next} then returns: Python's {@code asend}.
     *
     * @return what evaluates to whether there is a next element
     * @throws IllegalStateException in the await, as {@link #hasNext}, if the value is not null and the body has not
     *     started, or if an element was reached and not taken
     */
    public Coroutine<Boolean> send(@Nullable Object value) {
        return new Advance<>(this, Advance.Request.SEND, value);
    }

    /**
     * Makes the {@code emit} at which the body is suspended throw {@code error} and runs to the next element, which {@link
     * #next} then returns: Python's {@code athrow}. A body that has not started fails with it at once; one that has ended
     * stays as it is, and the error is dropped, as in Python.
     *
     * @return what evaluates to whether there is a next element
     * @throws IllegalStateException in the await, as {@link #hasNext}, or if an element was reached and not taken
     */
    public Coroutine<Boolean> raise(Throwable error) {
        return new Advance<>(this, Advance.Request.RAISE, new Raised(Objects.requireNonNull(error, "error")));
    }

    /**
     * Ends the generator by raising {@link CoroutineExit} at the {@code emit} at which it is suspended: Python's {@code
     * aclose}. Its {@code finally} blocks run and may await. One that has not started never will; one that has ended stays
     * as it is.
     *
     * @throws IllegalStateException in the await, as {@link #hasNext}, or if the body emits instead of ending
     */
    public Coroutine<Void> close() {
        return new Advance<>(this, Advance.Request.CLOSE, null);
    }

    /**
     * Runs {@code block} for each element that is left: Python's {@code async for}. In the end it closes the generator,
     * also when the block fails or is cancelled.
     *
     * @throws X what the block throws; if closing fails after it, that is thrown, with this as a suppressed exception
     */
    @Async
    public <X extends Exception> Coroutine<Void> forEach(AsyncFunction<? super Y, Void, X> block) throws X {
        try {
            while (await(hasNext())) {
                await(block.apply(next()));
            }
        } catch (Throwable failure) {
            try {
                await(close());
            } catch (Throwable closing) {
                if (closing != failure) {
                    closing.addSuppressed(failure);
                }
                throw closing;
            }
            throw failure;
        }
        return Coroutine.done();
    }

    /** Evaluates to the elements that are left: Python's {@code [x async for x in g]}. */
    @Async
    public Coroutine<List<Y>> toList() {
        List<Y> elements = new ArrayList<>();
        while (await(hasNext())) {
            elements.add(next());
        }
        return Coroutine.of(elements);
    }

    /** Returns a generator of what an iterator of {@code elements} returns. */
    @Async
    public static <Y extends @Nullable Object> AsyncGenerator<Y> from(Iterable<? extends Y> elements) {
        for (Y element : elements) {
            emit(element);
        }
        return done();
    }

    /** Returns a generator of what is left in an iterator. */
    @Async
    public static <Y extends @Nullable Object> AsyncGenerator<Y> from(Iterator<? extends Y> elements) {
        while (elements.hasNext()) {
            emit(elements.next());
        }
        return done();
    }

    /** Returns a generator of what is left in a generator, which it closes in the end. */
    @Async
    public static <Y extends @Nullable Object> AsyncGenerator<Y> from(Generator<? extends Y> elements) {
        try (elements) {
            while (elements.hasNext()) {
                emit(elements.next());
            }
        }
        return done();
    }

    /**
     * Returns the state: {@code inspect.getasyncgenstate}, with the ended ones told apart. It is running as long as a step
     * of it is awaited, also while that waits for the loop.
     */
    public Coroutine.State state() {
        return running ? Coroutine.State.RUNNING : body.state();
    }

    /** Describes the generator: its method, its state and, between its start and its end, its line. */
    @Override
    public String toString() {
        StackTraceElement line = body.state > Coroutine.CREATED ? body.locate(body.point()) : null;
        String at = line == null ? "" : " at " + line.getFileName() + ":" + line.getLineNumber();
        return "<async generator " + body.name() + " " + state().name().toLowerCase(Locale.ROOT) + at + ">";
    }

    /** Returns an empty generator; {@code return AsyncGenerator.done()} ends an {@link Async} method that emits. */
    public static <Y extends @Nullable Object> AsyncGenerator<Y> done() {
        return new AsyncGenerator<>(Completed.DONE);
    }

    /**
     * Gives an element to the consumer and evaluates to what it sends, normally null: Python's {@code yield}. The same as
     * {@link Generator#emit}.
     *
     * <p>An intrinsic, as {@link Coroutine#await}, of {@link Async} methods that return a generator.
     *
     * @throws IllegalStateException if the build did not replace the call
     */
    public static @Nullable Object emit(@Nullable Object value) {
        throw Misuse.untransformed("emit");
    }

    /**
     * Sets who is told of the generators that this thread starts from now on: {@code sys.set_asyncgen_hooks}. Loops do
     * so while they run; programs have no need to.
     *
     * @param hook null for nobody
     * @return the hook before, to be set again at the end
     */
    public static @Nullable AsyncGeneratorHook setHook(@Nullable AsyncGeneratorHook hook) {
        AsyncGeneratorHook before = HOOK.get();
        if (hook == null) {
            HOOK.remove();
        } else {
            HOOK.set(hook);
        }
        return before;
    }

    // -------------------------------------------------------------------------------------------------- for Advance

    boolean hasEnded() {
        return body.state < Coroutine.RUNNING;
    }

    /** Says that the body is about to start. */
    void start() {
        AsyncGeneratorHook hook = HOOK.get();
        if (hook != null) {
            Coroutine<?> started = body;
            whenEnded = hook.started(this, () -> new AsyncGenerator<>(started).close());
        }
    }

    /** Says that the body has ended. */
    void end() {
        Runnable told = whenEnded;
        if (told != null) {
            whenEnded = null;
            told.run();
        }
    }
}

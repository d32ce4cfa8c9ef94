package dev.reprise.scope;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import dev.reprise.task.ReturnWhen;
import dev.reprise.task.WaitUntil;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for the first of several things, and doing what belongs to it: Kotlin's {@code select}.
 *
 * <pre>{@code
 * String what = await(select(
 *         on(queue.get(), item -> Coroutine.of("got " + item)),
 *         on(sleep(delay), nothing -> Coroutine.of("too late"))));
 * }</pre>
 */
public final class Select {

    private Select() {}

    /**
     * One case of a select: what it waits for, and what it does then.
     *
     * @param <R> the type of the result
     */
    public static final class Case<R extends @Nullable Object> {

        final Awaitable<?> awaitable;
        private final AsyncFunction<Object, R, RuntimeException> then;

        @SuppressWarnings("unchecked") // it is given what the awaitable evaluates to; on() declares what it throws
        <A extends @Nullable Object> Case(Awaitable<A> awaitable, AsyncFunction<? super A, R, ?> then) {
            this.awaitable = awaitable;
            this.then = (AsyncFunction<Object, R, RuntimeException>) then;
        }

        @SuppressWarnings("NullAway") // the value is null only if A allows it
        Coroutine<R> run(@Nullable Object value) {
            return then.apply(value);
        }

        /** Closes a coroutine that was never started, since another case was chosen before. */
        void drop() {
            if (awaitable instanceof Coroutine<?> coroutine && coroutine.state() == Coroutine.State.CREATED) {
                coroutine.close();
            }
        }
    }

    /**
     * Makes a case for {@link #select}. A coroutine belongs to the select, which cancels it if another case is chosen; a
     * promise or a task does not, it is only watched.
     *
     * @param then what is done with the result if this case is chosen: by the coroutine that awaits the select, and after
     *     all other cases have ended
     * @throws X never from here, but from the select: so that the compiler knows
     */
    public static <A extends @Nullable Object, R extends @Nullable Object, X extends Exception> Case<R> on(
            Awaitable<A> awaitable, AsyncFunction<A, R, X> then) throws X {
        return new Case<>(awaitable, then);
    }

    /** The same as {@link #select(Collection)} for cases in an array or a list of arguments. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <R extends @Nullable Object> Coroutine<R> select(Case<? extends R>... cases) {
        return select(List.of(cases));
    }

    /**
     * Waits until the first of the cases has a result, ends the others, and evaluates to what its function does with that.
     *
     * <p>The cases are started in order, and exactly one is chosen. It cancels the others in the very step in which its
     * await returns, before any of them runs again, so that what can be cancelled without a loss loses nothing: no item is
     * taken from a queue for nobody. One that has a result at once keeps later ones from being started. If the first that
     * ends fails, the select throws its exception. The others are waited for. If one of them fails though it was cancelled,
     * its exception is added to that of the select as a suppressed one, or else goes to the loop's exception handler.
     *
     * <p>If the select is cancelled, all cases are, and it ends as cancelled when they have ended. If a case had its result
     * before, its function still gets it, and the cancellation is raised at the next suspension.
     *
     * @throws IllegalArgumentException if there is no case
     */
    public static <R extends @Nullable Object> Coroutine<R> select(Collection<? extends Case<? extends R>> cases) {
        return selected(List.copyOf(cases));
    }

    @Async
    private static <R extends @Nullable Object> Coroutine<R> selected(List<Case<? extends R>> cases) {
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to wait for: give select at least one case");
        }
        Selection selection = new Selection(EventLoop.current());
        await(selection.choose(cases));
        return Coroutine.of(await(cases.get(selection.chosen()).run(selection.result())));
    }

    /** Waits without cancelling: a promise has other users. */
    @Async
    static <T extends @Nullable Object> Coroutine<T> resultOf(Awaitable<T> awaitable) {
        if (!(awaitable instanceof Promise<T> promise)) {
            return Coroutine.of(await(awaitable));
        }
        if (!promise.done()) {
            await(WaitUntil.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(promise)));
        }
        return Coroutine.of(promise.result());
    }
}

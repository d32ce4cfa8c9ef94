package dev.reprise.loop;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A variable that has a value of its own in each task, callback and thread: Python's {@code contextvars.ContextVar}
 * (PEP 567). What {@link ThreadLocal} is to threads, this is to tasks.
 *
 * <p>Make it a static constant, and set it for a block:
 *
 * <pre>{@code
 * static final ContextVar<String> USER = new ContextVar<>("user");
 *
 * await(USER.with("alice", () -> handle(request)));     // and all tasks that it makes find "alice"
 * }</pre>
 *
 * @param <T> the type of the value
 */
public final class ContextVar<T extends @Nullable Object> {

    private final String name;
    private final boolean hasDefault;
    private final @Nullable T byDefault;

    /** Makes a variable without a default. */
    public ContextVar(String name) {
        this.name = Objects.requireNonNull(name, "name");
        this.hasDefault = false;
        this.byDefault = null;
    }

    /** Makes a variable with a value for where it is not set. */
    public ContextVar(String name, T byDefault) {
        this.name = Objects.requireNonNull(name, "name");
        this.hasDefault = true;
        this.byDefault = byDefault;
    }

    /** Returns the name, for messages. */
    public String name() {
        return name;
    }

    /**
     * Returns the value in the context of the calling code, or else the default: {@code get}.
     *
     * @throws NoSuchElementException if it has neither
     */
    @SuppressWarnings("NullAway") // the default is null only if T allows it
    public T get() {
        Context current = Context.current();
        if (current != null && current.has(this)) {
            return current.value(this);
        }
        if (!hasDefault) {
            throw new NoSuchElementException(
                    this + " is not set, and has no default: set it before, or ask with get(fallback)");
        }
        return byDefault;
    }

    /** Returns the value in the context of the calling code, or {@code fallback}, whatever the default is. */
    public T get(T fallback) {
        Context current = Context.current();
        return current != null && current.has(this) ? current.value(this) : fallback;
    }

    /** Sets the value for a block that awaits, and gives it back the one that it had when the block ends. */
    @Async
    public <R extends @Nullable Object, X extends Exception> Coroutine<R> with(T value, AsyncCallable<R, X> block)
            throws X {
        Token<T> token = set(value);
        try {
            return Coroutine.of(await(block.call()));
        } finally {
            reset(token);
        }
    }

    /** Sets the value in the context of the calling code: {@code set}. */
    public Token<T> set(T value) {
        Context current = Context.current();
        boolean wasSet = current != null && current.has(this);
        T before = wasSet ? Objects.requireNonNull(current).value(this) : null;
        Context.put(this, value);
        return new Token<>(this, wasSet, before, Context.current());
    }

    /**
     * Gives the variable the value that it had before a {@link #set}: {@code reset}.
     *
     * @throws IllegalArgumentException if the token is of another variable, or of a set in another context
     * @throws IllegalStateException if it was used before
     */
    public void reset(Token<T> token) {
        token.reset(this);
    }

    /** Describes it by its name. */
    @Override
    public String toString() {
        return "<ContextVar " + name + ">";
    }

    /**
     * What a {@link #set} did, to be taken back: {@code contextvars.Token}. Closing it resets the variable.
     *
     * @param <T> the type of the value
     */
    public static final class Token<T extends @Nullable Object> implements AutoCloseable {

        private final ContextVar<T> variable;
        private final boolean wasSet;
        private final @Nullable T before;
        private final @Nullable Context context;
        private boolean used;

        private Token(ContextVar<T> variable, boolean wasSet, @Nullable T before, @Nullable Context context) {
            this.variable = variable;
            this.wasSet = wasSet;
            this.before = before;
            this.context = context;
        }

        /** Resets the variable; see {@link ContextVar#reset}. */
        @Override
        public void close() {
            reset(variable);
        }

        private void reset(ContextVar<T> expected) {
            if (expected != variable) {
                throw new IllegalArgumentException("the token is of " + variable + ", not of " + expected);
            }
            if (context != Context.current()) {
                throw new IllegalArgumentException(
                        variable + " was set in another context: reset it in the task or callback that set it");
            }
            if (used) {
                throw new IllegalStateException(variable + " was reset by this token before");
            }
            used = true;
            if (wasSet) {
                Context.put(variable, before);
            } else {
                Context.remove(variable);
            }
        }
    }
}

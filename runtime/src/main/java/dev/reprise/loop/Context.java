package dev.reprise.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The values of all {@link ContextVar}s in one line of execution: Python's {@code contextvars.Context} (PEP 567).
 *
 * <p>Each task has one, a copy of that of the code which made it; so has each callback, and each call on another thread
 * that the runtime starts. What code sets is therefore seen by what it starts afterwards, and by nobody else.
 *
 * <p>A context may be used by one thread at a time.
 */
public final class Context {

    /** What has a context: an entry of a ready queue, or a thread for the code that no loop runs. */
    abstract static class Holder {
        /** Returns it; null stands for an empty one that nobody else has. */
        protected abstract @Nullable Context context();

        /** Sets another one, also in the place of null: the first variable that is set makes one. */
        protected abstract void setContext(@Nullable Context context);
    }

    private static final class ThreadHolder extends Holder {
        private @Nullable Context context;

        @Override
        protected @Nullable Context context() {
            return context;
        }

        @Override
        protected void setContext(@Nullable Context replacement) {
            context = replacement;
        }
    }

    /** Whose context the code on a thread runs in. A loop keeps that of its thread, to enter contexts by a store. */
    static final class Slot {
        Holder holder = new ThreadHolder();
    }

    private static final ThreadLocal<Slot> SLOTS = ThreadLocal.withInitial(Slot::new);

    /** Of all contexts that have none: to compare with it is less than to ask for the size. */
    private static final Map<ContextVar<?>, @Nullable Object> NONE = Map.of();

    /** Shared by copies, and therefore replaced instead of changed. */
    private Map<ContextVar<?>, @Nullable Object> values;

    private Context(Map<ContextVar<?>, @Nullable Object> values) {
        this.values = values;
    }

    static Slot slot() {
        return SLOTS.get();
    }

    /** Returns the one that the calling code runs in, if it has values. */
    static @Nullable Context current() {
        return SLOTS.get().holder.context();
    }

    /** Returns a copy of the context that the calling code runs in: {@code copy_context}. It takes constant time. */
    public static Context copy() {
        Context copy = capture(slot());
        return copy == null ? new Context(NONE) : copy;
    }

    /** The same for code that will run later; null where there is nothing to copy. */
    static @Nullable Context capture(Slot slot) {
        Context current = slot.holder.context();
        return current == null || current.values == NONE ? null : new Context(current.values);
    }

    /** Runs code in this context: {@code Context.run}. What it sets stays in this context. */
    public void run(Runnable code) {
        Holder holder = slot().holder;
        Context outer = holder.context();
        holder.setContext(this);
        try {
            code.run();
        } finally {
            holder.setContext(outer);
        }
    }

    /** Runs code in this context and returns its result; what it throws is thrown unchanged. */
    public <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
        Holder holder = slot().holder;
        Context outer = holder.context();
        holder.setContext(this);
        try {
            return code.call();
        } finally {
            holder.setContext(outer);
        }
    }

    /**
     * Returns the value that a variable has here.
     *
     * @throws NoSuchElementException if it is not set here
     */
    public <T extends @Nullable Object> T get(ContextVar<T> variable) {
        if (!has(variable)) {
            throw new NoSuchElementException(variable + " is not set in this context");
        }
        return value(variable);
    }

    /** Tells whether a variable is set here. */
    public boolean has(ContextVar<?> variable) {
        return values.containsKey(variable);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what is stored under a variable has its type
    <T extends @Nullable Object> T value(ContextVar<T> variable) {
        return (T) values.get(variable);
    }

    /** Sets a variable in the context of the calling code. */
    static void put(ContextVar<?> variable, @Nullable Object value) {
        Holder holder = slot().holder;
        Context current = holder.context();
        if (current == null) {
            current = new Context(NONE);
            holder.setContext(current);
        }
        var changed = new HashMap<>(current.values);
        changed.put(variable, value);
        current.values = changed;
    }

    /** Takes a variable out of the context of the calling code. */
    static void remove(ContextVar<?> variable) {
        Context current = current();
        if (current != null) {
            var changed = new HashMap<>(current.values);
            changed.remove(variable);
            current.values = changed.isEmpty() ? NONE : changed;
        }
    }
}

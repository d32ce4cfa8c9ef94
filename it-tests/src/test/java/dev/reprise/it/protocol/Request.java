package dev.reprise.it.protocol;

import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/**
 * A step of an asynchronous generator, as a coroutine. Python's evaluates to the element, or fails at the end; ours
 * evaluates to whether there is one, which is then taken at once.
 */
record Request(AsyncGenerator<@Nullable Object> generator, Coroutine<? extends @Nullable Object> coroutine)
        implements Steppable {

    static Request toAdvance(AsyncGenerator<@Nullable Object> generator) {
        return new Request(generator, generator.hasNext());
    }

    static Request toSend(AsyncGenerator<@Nullable Object> generator, String value) {
        return new Request(generator, generator.send(value));
    }

    static Request toRaise(AsyncGenerator<@Nullable Object> generator, Throwable error) {
        return new Request(generator, generator.raise(error));
    }

    static Request toClose(AsyncGenerator<@Nullable Object> generator) {
        return new Request(generator, generator.close());
    }

    @Override
    public String send(@Nullable String value) {
        return outcome(value == null ? coroutine.next() : coroutine.send(value));
    }

    @Override
    public String raise(Throwable error) {
        return outcome(coroutine.raise(error));
    }

    private String outcome(boolean suspended) {
        if (suspended) {
            return "yield " + Outcomes.text(coroutine.yielded());
        }
        Object result = coroutine.result();
        return Boolean.FALSE.equals(result) ? "end" : "return " + Outcomes.text(outcome(result));
    }

    /** Returns what Python's request evaluates to where ours does to {@code result}. */
    @Nullable
    Object outcome(@Nullable Object result) {
        return Boolean.TRUE.equals(result) ? generator.next() : null;
    }

    @Override
    public void close() {
        coroutine.close();
    }

    @Override
    public Coroutine.State state() {
        return coroutine.state();
    }
}

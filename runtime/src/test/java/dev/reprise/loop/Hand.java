package dev.reprise.loop;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A coroutine written by hand as a lambda over its suspension points, so that no test here needs the transformer. */
public final class Hand<T extends @Nullable Object> extends Coroutine<T> {

    /** The body; it runs from a point to the next suspension. */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {
        boolean step(Hand<T> self, int point) throws Throwable;
    }

    private final Body<T> body;

    private Hand(Body<T> body) {
        this.body = body;
    }

    public static <T extends @Nullable Object> Hand<T> of(Body<T> body) {
        return new Hand<>(body);
    }

    /** Returns {@code result} after it gave way some times. */
    public static <T extends @Nullable Object> Hand<T> yielding(int times, T result) {
        int[] done = {0};
        return of((self, point) -> {
            self.sent(point);
            return done[0]++ < times ? self.suspend(1, null) : self.end(result);
        });
    }

    /** Logs {@code name} and the number of each step, giving way between them. */
    public static Hand<String> logging(List<String> log, String name, int steps) {
        return of((self, point) -> {
            self.sent(point);
            log.add(name + point);
            return point + 1 < steps ? self.suspend(point + 1, null) : self.end(name);
        });
    }

    /** Awaits and returns. */
    public static <T extends @Nullable Object> Hand<T> awaiting(Awaitable<T> awaitable) {
        return of((self, point) -> (point == 0 && self.wait(1, awaitable)) || self.end(self.taken()));
    }

    /** Fails in its first step. */
    public static Hand<String> failing(Throwable failure) {
        return of((self, point) -> {
            throw failure;
        });
    }

    @Override
    protected boolean step(int point) {
        try {
            return body.step(this, point);
        } catch (Throwable failure) {
            throw Sneaky.raise(failure);
        }
    }

    public boolean suspend(int point, @Nullable Object yielded) {
        return suspendAt(point, yielded);
    }

    /** Throws what was raised at the suspension, if this is not the start. */
    public @Nullable Object sent(int point) {
        return point == 0 ? null : received();
    }

    public boolean wait(int point, Awaitable<?> awaitable) {
        return awaits(point, awaitable);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    public <R extends @Nullable Object> R taken() {
        return (R) awaited();
    }

    public boolean end(T result) {
        return returns(result);
    }
}

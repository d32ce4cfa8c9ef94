package dev.reprise.it.differential;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a body is given: awaitables that suspend as often as the {@link Run} says, and a log of side effects.
 *
 * <p>Each {@code log} returns its argument unchanged and unboxed, so that a body can note when an operand is evaluated.
 */
public final class Probe {

    private final Run run;
    private final List<String> log = new ArrayList<>();

    /** How many awaitables have been asked for their awaiter; each takes its number from here. */
    private int awaits;

    /** How many times an awaitable of this probe has suspended. */
    private int suspensions;

    /** What the latest suspension yielded; the driver must see this very object. */
    private Object token = "not yet suspended";

    Probe(Run run) {
        this.run = run;
    }

    /** Suspends, then evaluates to {@code value}. */
    public <T> Awaitable<T> value(T value) {
        return () -> new Answer<>(value, null);
    }

    /** Suspends, then evaluates to null. */
    @SuppressWarnings("NullAway") // Void has no other value
    public Awaitable<Void> pause() {
        return value(null);
    }

    /** Suspends, then fails. It declares the error so that a body can catch a checked one; it does not throw it. */
    @SuppressWarnings({"unused", "NullAway"}) // the value is never asked for
    public <T, E extends Throwable> Awaitable<T> fail(E error) throws E {
        return () -> new Answer<>(null, error);
    }

    /** Returns what a body may pass to {@code Coroutine.suspend}, which then evaluates to it. */
    public Object token(String name) {
        log.add("suspend " + name);
        suspensions++;
        token = name;
        return token;
    }

    public <T> T log(T value) {
        log.add(Outcome.text(value));
        return value;
    }

    public boolean log(boolean value) {
        log.add("boolean " + value);
        return value;
    }

    public byte log(byte value) {
        log.add("byte " + value);
        return value;
    }

    public short log(short value) {
        log.add("short " + value);
        return value;
    }

    public char log(char value) {
        log.add("char " + value);
        return value;
    }

    public int log(int value) {
        log.add("int " + value);
        return value;
    }

    public long log(long value) {
        log.add("long " + value);
        return value;
    }

    public float log(float value) {
        log.add("float " + value);
        return value;
    }

    public double log(double value) {
        log.add("double " + value);
        return value;
    }

    List<String> log() {
        return List.copyOf(log);
    }

    int suspensions() {
        return suspensions;
    }

    Object token() {
        return token;
    }

    /** The coroutine of one await, written by hand. */
    private final class Answer<T> extends Coroutine<T> {

        private final int number = awaits++;
        private final T value;
        private final @Nullable Throwable error;
        private int left = run.suspensionsOf(number);

        Answer(T value, @Nullable Throwable error) {
            this.value = value;
            this.error = run.failing() == number ? new Injected(number) : error;
            log.add("await " + number);
        }

        @Override
        protected boolean step(int point) {
            if (point > 0) {
                received();
            }
            if (left > 0) {
                left--;
                suspensions++;
                token = "suspension " + suspensions;
                return suspendAt(1, token);
            }
            if (error != null) {
                log.add("await " + number + " fails");
                throw Probe.<RuntimeException>sneaky(error);
            }
            log.add("await " + number + " gives " + Outcome.text(value));
            return returns(value);
        }
    }

    /** Throws any error unchecked, as a coroutine's step has to. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable error) throws E {
        throw (E) error;
    }
}

package dev.reprise.it.differential;

import dev.reprise.Coroutine;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Both sides of one body: the method as javac compiled it, and as the transformer rewrote it. */
public final class Sides {

    /** More than any body suspends: a run that passes it has gone wrong. */
    private static final int TOO_MANY = 10_000;

    private final Body body;
    private final ClassLoader blocking;
    private final ClassLoader rewritten;

    Sides(Body body, ClassLoader blocking, ClassLoader rewritten) {
        this.body = body;
        this.blocking = blocking;
        this.rewritten = rewritten;
    }

    /** Runs the body as an ordinary method. */
    public Outcome blocking(Run run) throws ReflectiveOperationException {
        Probe probe = new Probe(run);
        try {
            Object result = call(blocking, probe).result();
            return Outcome.returned(result, probe, probe.suspensions());
        } catch (InvocationTargetException e) {
            return Outcome.threw(Objects.requireNonNull(e.getCause()), probe, probe.suspensions());
        }
    }

    /** Runs the body as a coroutine, and checks what its driver sees on the way. */
    public Outcome suspending(Run run) throws ReflectiveOperationException {
        Probe probe = new Probe(run);
        Coroutine<?> coroutine = call(rewritten, probe);
        if (!probe.log().isEmpty()) {
            throw new AssertionError(body + " ran before its first step: " + probe.log());
        }
        int suspensions = 0;
        boolean pending = true;
        @Nullable Object sent = null;
        while (pending) {
            try {
                pending = coroutine.send(sent);
            } catch (Throwable error) {
                return Outcome.threw(error, probe, suspensions);
            }
            if (pending) {
                suspensions++;
                sent = yielded(coroutine, probe);
                if (suspensions > TOO_MANY) {
                    throw new AssertionError(
                            body + " does not end: " + probe.log().subList(0, 100));
                }
            }
        }
        return Outcome.returned(coroutine.result(), probe, suspensions);
    }

    private static Object yielded(Coroutine<?> coroutine, Probe probe) {
        if (coroutine.state() != Coroutine.State.SUSPENDED || coroutine.yielded() != probe.token()) {
            throw new AssertionError(coroutine + " yielded " + coroutine.yielded() + " instead of " + probe.token());
        }
        return coroutine.yielded();
    }

    private Coroutine<?> call(ClassLoader loader, Probe probe) throws ReflectiveOperationException {
        var method = Class.forName(body.className(), true, loader).getDeclaredMethod(body.name(), Probe.class);
        method.setAccessible(true);
        return (Coroutine<?>) method.invoke(null, probe);
    }
}

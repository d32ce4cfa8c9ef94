package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.sql.SQLException;

/** Exceptions thrown by the awaited or by the body, and who sees them. */
public final class Thrown {

    private Thrown() {}

    @Async
    static Coroutine<String> checkedFromTheAwaited(Probe p) {
        String before = p.log("before");
        try {
            await(p.fail(new IOException("checked")));
            return Coroutine.of("not reached");
        } catch (IOException e) {
            return Coroutine.of(before + e.getMessage());
        }
    }

    @Async
    static Coroutine<String> uncheckedFromTheAwaited(Probe p) {
        int depth = 2;
        try {
            depth += await(p.<Integer, IllegalStateException>fail(new IllegalStateException("unchecked")));
        } catch (IllegalStateException e) {
            p.log(e);
            depth--;
        }
        return Coroutine.of("depth " + depth);
    }

    @Async
    static Coroutine<String> errorFromTheAwaited(Probe p) {
        try {
            return Coroutine.of(await(p.fail(new LinkageError("error"))));
        } catch (Error e) {
            return Coroutine.of(await(p.value(e.getMessage())));
        }
    }

    @Async
    static Coroutine<Void> uncaughtChecked(Probe p) throws Exception {
        await(p.pause());
        await(p.fail(new IOException("declared and never caught", new SQLException("cause"))));
        return Coroutine.done();
    }

    @Async
    static Coroutine<Void> uncaughtError(Probe p) {
        await(p.fail(new StackOverflowError("not really")));
        return Coroutine.done();
    }

    @Async
    static Coroutine<Void> thrownByTheBody(Probe p) throws FileNotFoundException {
        if (await(p.value(true))) {
            throw new FileNotFoundException("body");
        }
        return Coroutine.done();
    }

    @Async
    static Coroutine<String> thrownBeforeAnyAwait(Probe p) {
        try {
            await(failingAtOnce(p, null));
        } catch (NullPointerException e) {
            return Coroutine.of(await(p.value("caught")));
        }
        return Coroutine.of("not reached");
    }

    @Async
    private static Coroutine<Void> failingAtOnce(Probe p, Object nothing) {
        p.log(nothing.hashCode());
        await(p.pause());
        return Coroutine.done();
    }
}

package dev.reprise;

import dev.reprise.internal.Sneaky;
import org.jspecify.annotations.Nullable;

/**
 * One request to an asynchronous generator, to be awaited: to run to its next element, or to end.
 *
 * <p>It stands between the one who awaits it and the body of the generator. A body that emits returns from its step as if
 * it had ended, so control comes here, to its parent, and not to the loop; but its state is positive. Where the body awaits
 * something, this coroutine awaits the body, which is then an ordinary part of the chain: resumed, raised in and closed as
 * any other one. Nobody else ever awaits or steps it.
 *
 * <p>The body is entered directly, whatever the depth. That nests one level deeper than {@link Driver#MAX_NESTING}, and no
 * more, since what the body awaits is subject to that again.
 */
final class Advance<R extends @Nullable Object> extends Coroutine<R> {

    /** The point at which the body has been awaited. */
    private static final int IN_BODY = 1;

    enum Request {
        HAS_NEXT("hasNext"),
        SEND("send"),
        RAISE("raise"),
        CLOSE("close");

        final String method;

        Request(String method) {
            this.method = method;
        }
    }

    private final AsyncGenerator<?> generator;
    private final Request request;

    /** What the {@code emit} in the body is to see: a value, or a {@link Raised} of a raise. */
    private @Nullable Object sent;

    Advance(AsyncGenerator<?> generator, Request request, @Nullable Object sent) {
        this.generator = generator;
        this.request = request;
        this.sent = sent;
    }

    @Override
    protected boolean step(int point) {
        return point == IN_BODY ? goOn() : begin();
    }

    private boolean begin() {
        if (generator.running) {
            throw Misuse.alreadyRunning(generator, request.method);
        }
        Coroutine<?> body = generator.body;
        if (generator.ahead && request == Request.HAS_NEXT) {
            return ends(true);
        }
        if (generator.hasEnded() || (body.state == CREATED && !starts(body))) {
            return ends(false);
        }
        leaveElement();
        generator.running = true;
        body.value = request == Request.CLOSE ? new Raised(new CoroutineExit()) : sent;
        sent = null;
        body.depth = (byte) (depth + 1);
        boolean suspended;
        try {
            suspended = Driver.enter(body);
        } catch (Throwable failure) {
            suspended = false; // it is found in the body
        }
        if (!suspended) {
            return settle(body);
        }
        suspendOn(body, IN_BODY);
        return true;
    }

    /** Starts the generator, unless it is to end before that; tells whether its body is to run. */
    private boolean starts(Coroutine<?> body) {
        switch (request) {
            case CLOSE -> {
                body.close();
                return false;
            }
            case RAISE -> {
                Throwable error = sent instanceof Raised raised ? raised.error() : new CoroutineExit();
                Driver.fail(body, error);
                throw Sneaky.raise(error);
            }
            default -> {
                if (sent != null) {
                    throw new IllegalStateException("cannot send a value to " + generator
                            + ": it is not at an emit yet; start it with hasNext() or send(null)");
                }
                generator.start();
                return true;
            }
        }
    }

    /** An element that nobody has taken is dropped by a close; to go on without it otherwise would be a mistake. */
    private void leaveElement() {
        if (generator.ahead && request != Request.CLOSE) {
            throw new IllegalStateException(generator
                    + " has run ahead to its next element: take that with next() before " + request.method + "()");
        }
        generator.ahead = false;
    }

    private boolean goOn() {
        try {
            resumed();
        } catch (Throwable raised) {
            abandon(raised);
            throw raised;
        }
        return settle(generator.body);
    }

    /** The body has given control back: it has emitted, returned or failed. */
    private boolean settle(Coroutine<?> body) {
        generator.running = false;
        if (body.state > CREATED) {
            if (request == Request.CLOSE) {
                body.value = null;
                throw new IllegalStateException(generator
                        + " ignored CoroutineExit: it emitted again while it was being closed; let the exit pass, and do not"
                        + " emit in its finally blocks");
            }
            generator.ahead = true;
            return ends(true);
        }
        Throwable failure = body.state == FAILED ? (Throwable) body.value : null;
        body.value = null;
        if (request == Request.CLOSE && failure instanceof CoroutineExit) {
            body.state = CLOSED;
            failure = null;
        }
        generator.end();
        if (failure != null) {
            throw Sneaky.raise(failure);
        }
        return ends(false);
    }

    /**
     * Something was raised here, and not in the body: the chain is being closed, so the body was closed before; or the body
     * cannot be resumed. A body that emitted while it was being closed has done so for nobody, as in Python; one that waits
     * for the loop there stays running for ever.
     */
    private void abandon(Throwable raised) {
        if (generator.hasEnded()) {
            generator.running = false;
            generator.end();
        } else if (raised instanceof CoroutineExit) {
            generator.running = false;
            generator.body.value = null;
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // R is Void for a close, else Boolean
    private boolean ends(boolean emitted) {
        return returns((R) (request == Request.CLOSE ? null : (Boolean) emitted));
    }

    @Override
    protected String name() {
        return generator.body.name() + "." + request.method;
    }
}

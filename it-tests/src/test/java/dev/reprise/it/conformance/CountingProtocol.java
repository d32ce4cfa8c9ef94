package dev.reprise.it.conformance;

import dev.reprise.io.Protocol;
import dev.reprise.io.Transport;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code MyProto} of CPython's tests: counts bytes, and goes through its states. */
class CountingProtocol implements Protocol {

    enum State {
        INITIAL,
        CONNECTED,
        EOF,
        CLOSED
    }

    final Promise<@Nullable Void> connected = EventLoop.current().createPromise();
    final Promise<@Nullable Void> received = EventLoop.current().createPromise();
    final Promise<@Nullable Void> done = EventLoop.current().createPromise();

    State state = State.INITIAL;
    int count;

    @Nullable
    Transport transport;

    private void change(State from, State to) {
        if (state != from) {
            throw new AssertionError("from " + state + " to " + to);
        }
        state = to;
    }

    @Override
    public void connectionMade(Transport made) {
        transport = made;
        change(State.INITIAL, State.CONNECTED);
        connected.trySetResult(null);
    }

    @Override
    public void dataReceived(ByteBuffer data) {
        change(State.CONNECTED, State.CONNECTED);
        count += data.remaining();
        received.trySetResult(null);
    }

    @Override
    public boolean eofReceived() {
        change(State.CONNECTED, State.EOF);
        return false;
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
        if (state == State.INITIAL || state == State.CLOSED) {
            throw new AssertionError("from " + state);
        }
        state = State.CLOSED;
        done.trySetResult(null);
    }
}

package dev.reprise.it.conformance;

import dev.reprise.io.Protocol;
import dev.reprise.io.Transport;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A protocol whose callbacks can be awaited. */
final class Heard implements Protocol {

    private static final int NEVER = Integer.MAX_VALUE;

    final Promise<Transport> made = EventLoop.current().createPromise();
    final Promise<@Nullable Void> ended = EventLoop.current().createPromise();
    final Promise<@Nullable Void> lost = EventLoop.current().createPromise();

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Promise<byte[]> received = EventLoop.current().createPromise();
    private int wanted = NEVER;

    /** Returns what comes, once it is as much. */
    Promise<byte[]> received(int count) {
        wanted = count;
        look();
        return received;
    }

    int count() {
        return data.size();
    }

    private void look() {
        if (data.size() >= wanted) {
            received.trySetResult(data.toByteArray());
        }
    }

    /** It fails if it is called twice. */
    @Override
    public void connectionMade(Transport transport) {
        made.setResult(transport);
    }

    @Override
    public void dataReceived(ByteBuffer arrived) {
        byte[] copy = new byte[arrived.remaining()];
        arrived.get(copy);
        data.writeBytes(copy);
        look();
    }

    @Override
    public boolean eofReceived() {
        ended.trySetResult(null);
        return false;
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
        if (failure == null) {
            lost.trySetResult(null);
        } else {
            lost.setException(failure);
        }
    }
}

package dev.reprise.io;

import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told, and can be waited for. */
class DatagramRecorder implements DatagramProtocol {

    private record Wait(int count, Promise<@Nullable Void> promise) {}

    private final EventLoop loop;

    /** What happened: each call with what it was given. */
    final List<String> calls = new ArrayList<>();

    final List<IOException> errors = new ArrayList<>();
    final List<SocketAddress> senders = new ArrayList<>();

    private final List<Wait> waits = new ArrayList<>();

    DatagramRecorder(EventLoop loop) {
        this.loop = loop;
    }

    /** Is done when it was told something so many times. */
    Promise<@Nullable Void> told(int count) {
        Promise<@Nullable Void> promise = loop.createPromise();
        waits.add(new Wait(count, promise));
        look();
        return promise;
    }

    private void look() {
        waits.stream().filter(wait -> calls.size() >= wait.count).forEach(wait -> wait.promise.trySetResult(null));
    }

    private void record(String call) {
        calls.add(call);
        look();
    }

    @Override
    public void connectionMade(DatagramTransport transport) {
        record("made");
    }

    @Override
    public void datagramReceived(ByteBuffer data, SocketAddress sender) {
        senders.add(sender);
        record(Bytes.text(data));
    }

    @Override
    public void errorReceived(IOException failure) {
        errors.add(failure);
        record("error");
    }

    @Override
    public void pauseWriting() {
        record("pause");
    }

    @Override
    public void resumeWriting() {
        record("resume");
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
        record(failure == null ? "lost" : "lost by " + failure);
    }
}

package dev.reprise.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told, and can be waited for. */
class Recorder implements Protocol {

    /** What happened, each call by its name. */
    final List<String> calls = new ArrayList<>();

    private final EventLoop loop;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Wait> waits = new ArrayList<>();

    /** What broke the connection. */
    private @Nullable Throwable failure;

    private @Nullable Transport transport;

    private record Wait(BooleanSupplier condition, Promise<@Nullable Void> promise) {}

    Recorder(EventLoop loop) {
        this.loop = loop;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    // --------------------------------------------------------------------------------------------------- what it says

    String text() {
        return bytes.toString(UTF_8);
    }

    byte[] received() {
        return bytes.toByteArray();
    }

    int count() {
        return bytes.size();
    }

    Transport transport() {
        if (transport == null) {
            throw new AssertionError("connectionMade was not called");
        }
        return transport;
    }

    /** Returns how the connection ended: empty in order, or by what broke it. */
    Optional<Throwable> end() {
        if (!calls.contains("connectionLost")) {
            throw new AssertionError("connectionLost was not called");
        }
        return Optional.ofNullable(failure);
    }

    Promise<@Nullable Void> received(int count) {
        return until(() -> bytes.size() >= count);
    }

    Promise<@Nullable Void> called(String name) {
        return until(() -> calls.contains(name));
    }

    Promise<@Nullable Void> lost() {
        return called("connectionLost");
    }

    private Promise<@Nullable Void> until(BooleanSupplier condition) {
        Promise<@Nullable Void> promise = loop.createPromise();
        waits.add(new Wait(condition, promise));
        look();
        return promise;
    }

    private void look() {
        for (Wait wait : List.copyOf(waits)) {
            if (wait.condition.getAsBoolean()) {
                waits.remove(wait);
                wait.promise.trySetResult(null);
            }
        }
    }

    // ----------------------------------------------------------------------------------------------- what it is told

    private void record(String name) {
        calls.add(name);
        look();
    }

    @Override
    public void connectionMade(Transport made) {
        transport = made;
        record("connectionMade");
    }

    @Override
    public void dataReceived(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        bytes.writeBytes(copy);
        look();
    }

    @Override
    public boolean eofReceived() {
        record("eofReceived");
        return false;
    }

    @Override
    public void pauseWriting() {
        record("pauseWriting");
    }

    @Override
    public void resumeWriting() {
        record("resumeWriting");
    }

    @Override
    public void connectionLost(@Nullable Throwable brokenBy) {
        failure = brokenBy;
        record("connectionLost");
    }
}

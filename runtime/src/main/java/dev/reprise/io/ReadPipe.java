package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A pipe that a process writes to. The loop lets its thread read one block at a time, and none while reading is paused. */
final class ReadPipe extends Pipe {

    private final BlockReader blocks;

    /** True while the thread has a permit. */
    private boolean reading;

    private boolean paused;

    ReadPipe(CallbackLoop loop, String name, BlockReader blocks, Protocol protocol) {
        super(loop, name, protocol);
        this.blocks = blocks;
        blocks.listen((block, failure) -> loop.offerThreadsafe(() -> received(block, failure)));
    }

    @Override
    void begin() {
        protocol().connectionMade(this);
        readNext();
    }

    private void readNext() {
        if (!reading && isReading()) {
            reading = true;
            loop.beginOutsideWork();
            blocks.readOne();
        }
    }

    private void received(@Nullable ByteBuffer block, @Nullable IOException failure) {
        if (isLost()) {
            return;
        }
        stopWaiting();
        if (block != null) {
            tell("dataReceived", () -> protocol().dataReceived(block));
            readNext();
            return;
        }
        if (failure == null) {
            tell("eofReceived", protocol()::eofReceived);
        }
        lose(failure);
    }

    @Override
    void stopWaiting() {
        if (reading) {
            reading = false;
            loop.endOutsideWork();
        }
    }

    @Override
    void abandon() {
        blocks.abandon();
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        readNext();
    }

    @Override
    public boolean isReading() {
        return !paused && !isLost();
    }

    @Override
    public void close() {
        lose(null);
    }

    @Override
    public boolean isClosing() {
        return isLost();
    }
}

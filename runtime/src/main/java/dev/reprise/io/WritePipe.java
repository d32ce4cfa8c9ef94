package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A pipe that a process reads from. Its thread begins with the first write. */
final class WritePipe extends Pipe {

    /** Stands in the queue where the pipe is to be closed. */
    private static final byte[] END = {};

    private final OutputStream output;

    /** What the thread is to write, in blocks. */
    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();

    private volatile boolean abandoned;

    private boolean started;

    /** True while there is something for the thread to do. */
    private boolean writing;

    private int buffered;
    private final WaterMarks marks = new WaterMarks();
    private boolean closing;
    private boolean eofWritten;

    WritePipe(CallbackLoop loop, String name, OutputStream output, Protocol protocol) {
        super(loop, name, protocol);
        this.output = output;
    }

    @Override
    void begin() {
        protocol().connectionMade(this);
    }

    // -------------------------------------------------------------------------------------------------------- thread

    private void writeAll() {
        IOException failure = null;
        try {
            for (byte[] block = queue.take(); block != END && !abandoned; block = queue.take()) {
                output.write(block);
                output.flush();
                int count = block.length;
                if (!loop.offerThreadsafe(() -> written(count))) {
                    break;
                }
            }
            output.close();
        } catch (IOException broken) {
            failure = broken;
        } catch (InterruptedException unexpected) {
            failure = new IOException("the thread of " + this + " was interrupted", unexpected);
        } finally {
            closeQuietly(output);
        }
        IOException end = failure;
        loop.offerThreadsafe(() -> lose(end));
    }

    // ---------------------------------------------------------------------------------------------------------- loop

    @Override
    public void write(ByteBuffer data) {
        if (eofWritten) {
            throw new IllegalStateException("write was called after writeEof on " + this);
        }
        if (closing) {
            data.position(data.limit());
            return;
        }
        while (data.hasRemaining()) {
            byte[] block = new byte[Math.min(BLOCK, data.remaining())];
            data.get(block);
            buffered += block.length;
            send(block);
        }
        checkWaterMarks();
    }

    private void send(byte[] block) {
        if (!started) {
            started = true;
            startThread(this::writeAll, name);
        }
        if (!writing) {
            writing = true;
            loop.beginOutsideWork();
        }
        queue.add(block);
    }

    private void written(int count) {
        if (isLost()) {
            return;
        }
        buffered -= count;
        if (buffered == 0 && !closing) {
            stopWaiting();
        }
        checkWaterMarks();
    }

    @Override
    void stopWaiting() {
        if (writing) {
            writing = false;
            loop.endOutsideWork();
        }
    }

    /** A pipe has one direction: the end of the output is the end of it. */
    @Override
    public boolean canWriteEof() {
        return true;
    }

    @Override
    public void writeEof() {
        eofWritten = true;
        close();
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (started) {
            send(END);
        } else {
            closeQuietly(output);
            lose(null);
        }
    }

    @Override
    void abandon() {
        closing = true;
        abandoned = true;
        buffered = 0;
        if (started) {
            queue.clear();
            queue.add(END);
        } else {
            closeQuietly(output);
        }
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public void setWriteLimits(int low, int high) {
        marks.set(low, high);
        checkWaterMarks();
    }

    private void checkWaterMarks() {
        if (marks.pauses(buffered)) {
            tell("pauseWriting", protocol()::pauseWriting);
        } else if (marks.resumes(buffered)) {
            tell("resumeWriting", protocol()::resumeWriting);
        }
    }

    @Override
    public int writeBufferSize() {
        return buffered;
    }
}

package dev.reprise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.DeadlockException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadPipeTest extends StreamRun {

    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Has an {@code x} for each read, up to the number of them. */
    private final class Source extends InputStream {

        private final int most;
        private final @Nullable IOException end;

        Source(int most, @Nullable IOException end) {
            this.most = most;
            this.end = end;
        }

        @Override
        public int read() {
            throw new AssertionError("blocks are read");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (reads.incrementAndGet() <= most) {
                into[offset] = 'x';
                return 1;
            }
            if (end != null) {
                throw end;
            }
            return -1;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static final class Recorder implements Protocol {

        private final StringBuilder received = new StringBuilder();
        private @Nullable Transport transport;
        private boolean pauses;
        private boolean fails;
        private boolean ended;
        private boolean lost;
        private @Nullable Throwable failure;

        @Override
        public void connectionMade(Transport made) {
            transport = made;
        }

        @Override
        public void dataReceived(ByteBuffer data) {
            received.append(Bytes.text(data));
            if (pauses && transport != null) {
                transport.pauseReading();
            }
            if (fails) {
                throw new IllegalStateException("no");
            }
        }

        @Override
        public boolean eofReceived() {
            ended = true;
            return false;
        }

        @Override
        public void connectionLost(@Nullable Throwable cause) {
            lost = true;
            failure = cause;
        }
    }

    private final Recorder recorder = new Recorder();

    private ReadPipe pipe(Source source) {
        ReadPipe pipe = new ReadPipe(loop, "test", BlockReader.start(source, "test"), recorder);
        pipe.begin();
        return pipe;
    }

    /** Ends when nobody works for the loop any more. */
    private void runUntilQuiet() {
        assertThrows(DeadlockException.class, () -> loop.runUntilComplete(loop.createPromise()));
    }

    @Test
    void readsToTheEnd() throws InterruptedException {
        ReadPipe pipe = pipe(new Source(100, null));
        runUntilQuiet();
        assertEquals("x".repeat(100), recorder.received.toString());
        assertTrue(recorder.ended);
        assertTrue(recorder.lost);
        assertEquals(null, recorder.failure);
        assertTrue(pipe.isClosing());
        assertEquals("<test closed>", pipe.toString());
        closed.await();
    }

    @Test
    void readsNothingWhilePaused() throws InterruptedException {
        recorder.pauses = true;
        ReadPipe pipe = pipe(new Source(100, null));
        runUntilQuiet();
        assertEquals("x", recorder.received.toString());
        assertEquals(1, reads.get());
        pipe.resumeReading();
        pipe.resumeReading();
        runUntilQuiet();
        assertEquals("xx", recorder.received.toString());
        assertEquals(2, reads.get());
        recorder.pauses = false;
        pipe.resumeReading();
        runUntilQuiet();
        assertEquals(100, recorder.received.length());
        closed.await();
    }

    @Test
    void aFailureIsTheReasonOfTheEnd() throws InterruptedException {
        IOException failure = new IOException("broken");
        pipe(new Source(1, failure));
        runUntilQuiet();
        assertEquals("x", recorder.received.toString());
        assertSame(failure, recorder.failure);
        closed.await();
    }

    @Test
    void aProtocolThatFailsEndsIt() throws InterruptedException {
        recorder.fails = true;
        pipe(new Source(100, null));
        runUntilQuiet();
        assertEquals("x", recorder.received.toString());
        assertTrue(recorder.failure instanceof IllegalStateException);
        assertEquals(1, reports.size());
        reports.clear();
        closed.await();
    }

    @Test
    void closedWhilePausedItLetsTheThreadEnd() throws InterruptedException {
        recorder.pauses = true;
        ReadPipe pipe = pipe(new Source(100, null));
        runUntilQuiet();
        pipe.close();
        runUntilQuiet();
        assertTrue(recorder.lost);
        assertEquals(1, reads.get());
        closed.await();
    }

    @Test
    void nobodyCanWriteToIt() {
        ReadPipe pipe = pipe(new Source(0, null));
        assertEquals(
                "nobody can write to <test>: it is a pipe of one direction",
                assertThrows(UnsupportedOperationException.class, () -> pipe.write(Bytes.utf8("a")))
                        .getMessage());
        runUntilQuiet();
    }
}

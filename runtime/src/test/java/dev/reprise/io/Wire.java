package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What lies between two protocols in memory, where a test can slow it down, hold it up, spoil it and cut it. */
final class Wire {

    final Half left;
    final Half right;

    /** How many bytes are passed on at a time. */
    int chunk = Integer.MAX_VALUE;

    Wire(CallbackLoop loop, Protocol leftEnd, Protocol rightEnd) {
        left = new Half();
        right = new Half();
        MemoryTransport.connect(loop, left, leftEnd);
        MemoryTransport.connect(loop, right, rightEnd);
    }

    /** Ends both directions as if a socket was closed on either side. */
    void cut() {
        left.transport().close();
        right.transport().close();
    }

    private Half other(Half half) {
        return half == left ? right : left;
    }

    /** One side: what comes from the end there goes to the other one. */
    final class Half implements Protocol {

        private @Nullable Transport transport;

        /** How many bytes have come from this end. */
        int passed;

        /** The byte of that number is changed; negative for none. */
        int spoilAt = -1;

        Transport transport() {
            return Objects.requireNonNull(transport);
        }

        /** The end to which this leads. */
        Transport end() {
            return ((MemoryTransport) transport()).peer();
        }

        @Override
        public void connectionMade(Transport made) {
            transport = made;
        }

        @Override
        public void dataReceived(ByteBuffer data) {
            while (data.hasRemaining()) {
                byte[] some = new byte[Math.min(chunk, data.remaining())];
                data.get(some);
                if (spoilAt >= passed && spoilAt < passed + some.length) {
                    some[spoilAt - passed] ^= 1;
                }
                passed += some.length;
                other(this).transport().write(ByteBuffer.wrap(some));
            }
        }

        @Override
        public void pauseWriting() {
            other(this).transport().pauseReading();
        }

        @Override
        public void resumeWriting() {
            other(this).transport().resumeReading();
        }

        @Override
        public void connectionLost(@Nullable Throwable failure) {
            if (failure == null) {
                other(this).transport().close();
            } else {
                other(this).transport().abort();
            }
        }
    }
}

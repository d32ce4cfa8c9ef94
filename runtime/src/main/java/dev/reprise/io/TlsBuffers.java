package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.LoopLocal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.IntFunction;

/**
 * What the TLS connections of one loop open and seal records in, by turns: no connection holds a buffer beyond a callback. One
 * is mostly enough; it takes more where one connection runs inside of another's callback.
 */
final class TlsBuffers {

    private static final LoopLocal<TlsBuffers> LOCAL = new LoopLocal<>(loop -> new TlsBuffers());

    /** Several of the largest records, of 16 KiB and some overhead, so that they go out in one system call. */
    private static final int SIZE = 68 * 1024;

    /** What is opened goes to a protocol, which copies it to the heap. */
    private final Stock opened = new Stock(ByteBuffer::allocate);

    /** What is sealed goes to a channel. */
    private final Stock sealed = new Stock(ByteBuffer::allocateDirect);

    static TlsBuffers of(CallbackLoop loop) {
        return LOCAL.of(loop);
    }

    Stock opened() {
        return opened;
    }

    Stock sealed() {
        return sealed;
    }

    /** Buffers of one kind. */
    static final class Stock {

        private static final int MOST_KEPT = 2;

        private final IntFunction<ByteBuffer> maker;
        private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>(MOST_KEPT);
        private int taken;

        private Stock(IntFunction<ByteBuffer> maker) {
            this.maker = maker;
        }

        /** Returns an empty buffer, which the caller gives back. */
        ByteBuffer take() {
            taken++;
            ByteBuffer buffer = free.pollLast();
            return buffer == null ? maker.apply(SIZE) : buffer.clear();
        }

        /** Takes a buffer back that nobody uses any more. */
        void give(ByteBuffer buffer) {
            taken--;
            if (free.size() < MOST_KEPT) {
                free.addLast(buffer);
            }
        }

        /** Returns how many were taken and not given back. */
        int taken() {
            return taken;
        }
    }
}

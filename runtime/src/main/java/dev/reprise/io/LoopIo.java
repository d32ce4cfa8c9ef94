package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.LoopLocal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the connections of one loop share. Closed with the loop; what is open then is closed, and reported if it lost something. */
final class LoopIo implements AutoCloseable {

    private static final int READ_SIZE = 64 * 1024;

    private static final LoopLocal<LoopIo> LOCAL = new LoopLocal<>(LoopIo::new);

    /*
     * The JDK opens a descriptor of its own when a socket is first written to or closed. If there is none left then, no socket
     * works in this JVM ever after; so it does that now.
     */
    static {
        try {
            SocketChannel.open().close();
        } catch (IOException none) {
            // There is none left now: what the program does next says so.
        }
    }

    /** What must not be left open when the loop is closed. */
    interface Resource {

        /** Tells whether closing it now, without a step of the loop, loses nothing that was asked for. */
        boolean isDone();

        /** Closes it without telling anybody: nothing runs on the loop any more. */
        void discard();
    }

    private final CallbackLoop loop;
    private final BufferPool pool = new BufferPool();
    private final Set<Resource> open = new LinkedHashSet<>();
    private @Nullable ByteBuffer readBuffer;
    private Resolver resolver = Resolver.system();

    private LoopIo(CallbackLoop loop) {
        this.loop = loop;
    }

    /** Returns that of a loop, on its thread. */
    static LoopIo of(CallbackLoop loop) {
        return LOCAL.of(loop);
    }

    BufferPool pool() {
        return pool;
    }

    /** Returns the one buffer into which all connections read, cleared: nobody keeps it beyond a callback. */
    ByteBuffer readBuffer() {
        ByteBuffer buffer = readBuffer;
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(READ_SIZE);
            readBuffer = buffer;
        }
        return buffer.clear();
    }

    /** Returns what is asked for addresses where no resolver is given. */
    Resolver resolver() {
        return resolver;
    }

    void setResolver(Resolver replacement) {
        resolver = replacement;
    }

    void add(Resource resource) {
        open.add(resource);
    }

    void remove(Resource resource) {
        open.remove(resource);
    }

    /** Returns how many resources are open. */
    int openResources() {
        return open.size();
    }

    @Override
    public void close() {
        for (Resource left : List.copyOf(open)) {
            String what = left.toString();
            boolean done = left.isDone();
            left.discard();
            if (!done) {
                loop.callExceptionHandler(new ErrorContext(
                        "a resource was left open",
                        new IllegalStateException("the loop was closed before " + what
                                + " was: close it, and await its end while the loop runs"),
                        left));
            }
        }
        open.clear();
    }
}

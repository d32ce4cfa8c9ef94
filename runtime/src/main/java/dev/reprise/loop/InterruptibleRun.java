package dev.reprise.loop;

import dev.reprise.KeyboardInterrupt;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, heard for the time of one run of a loop on the main thread.
 *
 * <p>What the loop does not take itself ends the run with a {@link KeyboardInterrupt}: the flag here ends it at its next
 * look at the poller, and an interrupt of the thread ends a wait, be it the poller's or a call that blocks. If that was
 * asked for already, and the run still goes on, the next Ctrl-C ends the JVM.
 */
final class InterruptibleRun {

    private final @Nullable CallbackLoop loop;
    private final Thread thread = Thread.currentThread();
    private final Runnable stopListening;

    /** Whether the run is to end; written with the lock of this. */
    private volatile boolean interrupted;

    /** Whether it has; guarded by this. */
    private boolean ended;

    private @Nullable Throwable failure;

    private InterruptibleRun(@Nullable CallbackLoop loop) {
        this.loop = loop;
        stopListening = loop == null ? () -> {} : listen();
    }

    /** Begins to listen, if this is the main thread. */
    static InterruptibleRun begin(CallbackLoop loop) {
        return new InterruptibleRun(MainThread.isCurrent() ? loop : null);
    }

    private Runnable listen() {
        JdkSignals jdk = JdkSignals.INSTANCE;
        if (jdk != null) {
            try {
                return SystemSignal.of(jdk, "INT").stepIn(this::takeOrExit);
            } catch (IllegalArgumentException refused) {
                // The JVM was started with -Xrs.
            }
        }
        return ShutdownListener.listen(this::take, thread);
    }

    private void takeOrExit() {
        if (!take()) {
            Runtime.getRuntime().exit(KeyboardInterrupt.EXIT_STATUS);
        }
    }

    /** Called on the thread of the signal, or that of a shutdown hook. Returns false if there is nothing left to do. */
    private synchronized boolean take() {
        InterruptExit.setFor(thread);
        if (ended || interrupted) {
            return false;
        }
        if (loop == null || !loop.takesInterrupt()) {
            interrupted = true;
            thread.interrupt();
        }
        return true;
    }

    /** Ends the run if Ctrl-C asked for it: code that was interrupted may have swallowed that. */
    void check() {
        if (interrupted) {
            throw new KeyboardInterrupt();
        }
    }

    /** Notes what the run fails with. */
    void fails(Throwable error) {
        failure = error;
    }

    /**
     * Listens no longer.
     *
     * @throws KeyboardInterrupt if Ctrl-C asked for the end, however the run came to it
     */
    void end() {
        stopListening.run();
        synchronized (this) {
            ended = true;
        }
        if (interrupted) {
            Thread.interrupted(); // nobody may have seen it
            if (failure instanceof KeyboardInterrupt thrown) {
                throw thrown;
            }
            throw withCause(failure);
        }
    }

    private static KeyboardInterrupt withCause(@Nullable Throwable cause) {
        KeyboardInterrupt interrupt = new KeyboardInterrupt();
        if (cause instanceof InterruptedException) {
            interrupt.initCause(cause);
        } else if (cause != null) {
            interrupt.addSuppressed(cause);
        }
        return interrupt;
    }
}

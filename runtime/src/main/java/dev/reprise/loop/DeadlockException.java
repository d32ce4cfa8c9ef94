package dev.reprise.loop;

/** Thrown by {@link VirtualTime} where a loop on the system's clock would wait for ever. */
public final class DeadlockException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    DeadlockException() {
        super("deadlock: nothing is ready and no timer is set");
    }
}

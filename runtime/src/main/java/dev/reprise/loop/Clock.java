package dev.reprise.loop;

/** Where a loop reads the time: monotonic, counted from any origin. {@link VirtualTime} is the one for tests. */
@FunctionalInterface
public interface Clock {

    /** Returns the time in nanoseconds; it never goes back. Called on the loop's thread. */
    long nanoTime();

    /** Returns the system's monotonic clock. */
    static Clock system() {
        return System::nanoTime;
    }
}

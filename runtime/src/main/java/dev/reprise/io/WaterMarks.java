package dev.reprise.io;

/** When a writer is told to wait and when to go on: {@link Transport#setWriteLimits}. */
final class WaterMarks {

    private int low = 16 * 1024;
    private int high = 64 * 1024;
    private boolean paused;

    void set(int newLow, int newHigh) {
        if (newLow < 0 || newLow > newHigh) {
            throw new IllegalArgumentException("the water marks must be 0 <= low <= high, but low is " + newLow
                    + " and high is " + newHigh + ": give the low one first");
        }
        low = newLow;
        high = newHigh;
    }

    /** Tells whether the writer is to be paused now that {@code buffered} bytes wait; true once until it is resumed. */
    boolean pauses(long buffered) {
        if (paused || buffered <= high) {
            return false;
        }
        paused = true;
        return true;
    }

    /** Tells whether the writer is to be resumed now that {@code buffered} bytes wait; true once after each pause. */
    boolean resumes(long buffered) {
        if (!paused || buffered > low) {
            return false;
        }
        paused = false;
        return true;
    }
}

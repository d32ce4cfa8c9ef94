package dev.reprise.sync;

/** A semaphore that refuses to get more permits than it was made with: {@code asyncio.BoundedSemaphore}. */
public final class BoundedSemaphore extends Semaphore {

    private final int bound;

    /** Makes one with a single permit. */
    public BoundedSemaphore() {
        this(1);
    }

    /**
     * Makes one with some permits.
     *
     * @throws IllegalArgumentException if they are less than none
     */
    public BoundedSemaphore(int permits) {
        super(permits);
        bound = permits;
    }

    /**
     * Gives a permit back.
     *
     * @throws IllegalStateException if all are back already
     */
    @Override
    public void release() {
        if (availablePermits() >= bound) {
            throw new IllegalStateException(this + " was released too many times: release it once for each acquire");
        }
        super.release();
    }
}

package dev.reprise.loop;

/**
 * What {@link Timers} keeps: an entry of the ready queue that is to be put there at a time. One kind is a handle and one a
 * promise, so both hold these fields; an object for them would cost each timer 24 bytes and a cache miss.
 */
interface Timed {

    /** The index and the slot of what no timer is kept by. */
    short NOWHERE = -1;

    /** Returns when it is due, in nanoseconds of the loop's time. */
    long deadline();

    /** Orders those of one deadline as they were set; the loop counts them, and may overflow: the next one is after the last. */
    int number();

    /** Returns which slot of the wheel it stands in, if it does. */
    int slot();

    /** Returns at which index of that, or else of the heap. */
    int index();

    /** Notes where it stands; for {@link TimerWheel} and {@link TimerHeap} alone. */
    void stand(int slot, int index);

    default boolean isBefore(Timed other) {
        return deadline() < other.deadline() || (deadline() == other.deadline() && number() - other.number() < 0);
    }
}

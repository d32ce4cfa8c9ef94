package dev.reprise.sync;

/** What a wait at a {@link Barrier} ends with when that is reset or aborted: {@code asyncio.BrokenBarrierError}. */
public final class BrokenBarrier extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenBarrier(String message) {
        super(message);
    }
}

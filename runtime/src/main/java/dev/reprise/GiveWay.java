package dev.reprise;

/**
 * Suspends once, with null. An await of it puts no coroutine between who awaits and who drives; see {@link
 * Driver#begin}.
 */
@SuppressWarnings("NullAway") // null is the only value of Void
final class GiveWay extends Coroutine<Void> {

    private static final int AFTER = 1;

    /** What a coroutine that awaits one is suspended with. */
    static final FutureLike<?> WAIT = new Wait();

    private static final class Wait implements FutureLike<Void> {

        /** It is for the driver to say when it is over, and nobody asks. */
        @Override
        public boolean done() {
            return false;
        }

        @Override
        public Void result() {
            return null;
        }

        @Override
        public String toString() {
            return "<a wait for the next turn>";
        }
    }

    /** Begins an await of this. */
    FutureLike<?> begin() {
        state = RETURNED;
        return WAIT;
    }

    @Override
    protected boolean step(int point) {
        if (point != AFTER) {
            return suspendAt(AFTER, null);
        }
        received();
        return returns(null);
    }

    @Override
    protected String name() {
        return "suspendOnce";
    }
}

package dev.reprise;

/** Suspends once, with null. */
final class GiveWay extends SingleWait<Void> {

    GiveWay() {
        super(true);
    }

    @Override
    protected FutureLike<Void> begin() {
        return NEXT_TURN;
    }

    @Override
    protected String name() {
        return "suspendOnce";
    }
}

package dev.reprise.loop;

/**
 * An entry of the ready queue. A class that builds on the loop extends it where one object is to be queued again and
 * again, without a new handle each time; all others use {@link CallbackLoop#callSoon}.
 */
public abstract class Ready {

    /** For the classes that build on the loop. */
    protected Ready() {}

    /** Runs the entry, on the loop's thread. What it throws goes to the loop's exception handler. */
    protected abstract void run();
}

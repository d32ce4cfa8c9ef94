package dev.reprise.loop;

import dev.reprise.internal.Sneaky;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a run consists of: it looks for what is ready, and runs it. */
final class Passes {

    /** How many callbacks run between two looks: looking may cost as much as ten callbacks do. */
    static final int LOOK_EVERY = 64;

    /** The same after a look that found more than that. */
    private static final int MOST_UNTIL_LOOK = 1_024;

    /**
     * How many timers become ready at one look, if more are overdue: what they wake is then still in the processor's cache
     * when its turn comes.
     */
    private static final int MANY_TIMERS = 256;

    private final CallbackLoop loop;
    private final Agenda agenda;
    private final ReadyQueue ready;
    private final long slowNanos;

    boolean debug;

    /** Whether the run ends after this pass. */
    boolean stopping;

    /** Where the thread of the run keeps its context; null between runs. */
    Context.@Nullable Slot slot;

    /** What Ctrl-C does to the run; null between runs. */
    @Nullable
    InterruptibleRun interruptible;

    /** How many run before the next look. */
    private int untilLook = LOOK_EVERY - 1;

    Passes(CallbackLoop loop, Agenda agenda, LoopOptions options) {
        this.loop = loop;
        this.agenda = agenda;
        this.ready = agenda.ready;
        this.debug = options.debug();
        this.slowNanos = options.slowNanos();
    }

    /** Runs what is ready, pass after pass, at least one, until the loop is to stop; waits while nothing is ready. */
    void runUntilStopped() {
        do {
            if (ready.size() == 0) {
                look(!stopping, MANY_TIMERS);
            }
            runReady(true);
        } while (!stopping);
    }

    /**
     * Runs what is ready and due now, without waiting.
     *
     * @param jumps whether time may pass if that takes none, as virtual time does
     */
    void runDue(boolean jumps) {
        look(false, Integer.MAX_VALUE);
        if (jumps && agenda.readyCount() == 0 && !agenda.wouldBlock()) {
            look(true, Integer.MAX_VALUE);
        }
        runReady(false);
    }

    /**
     * Runs one pass: what is ready now.
     *
     * @param goesOn whether further ones may follow, up to the next look: where few are ready, to begin a pass costs as much
     *     as to run it
     */
    private void runReady(boolean goesOn) {
        Context.Slot current = Objects.requireNonNull(slot);
        Context.Holder outside = current.holder;
        try {
            for (int left = ready.size(); left > 0; ) {
                if (untilLook == 0) {
                    current.holder = outside;
                    look(false, goesOn ? MANY_TIMERS : Integer.MAX_VALUE);
                }
                int count = Math.min(left, untilLook);
                left -= count;
                untilLook -= count;
                runSome(count, current, goesOn && left == 0);
            }
        } finally {
            current.holder = outside;
        }
    }

    /**
     * Runs so many entries, each in its context, and with it the exception handler, if it fails; one that is alone, further.
     *
     * @param goesOn whether more may follow these entries: further passes, and further turns of one that is alone
     */
    private void runSome(int count, Context.Slot current, boolean goesOn) {
        int left = count;
        do {
            for (; left > 0; left--) {
                Ready entry = ready.remove();
                current.holder = entry;
                try {
                    while (debug ? takeTimedTurn(entry) : entry.takeTurn()) {
                        if (!goesOn || hasElseToDo()) {
                            ready.add(entry);
                            break;
                        }
                        untilLook--; // alone: its next turn is the next of all
                    }
                } catch (Throwable failure) {
                    report(failure, entry);
                }
            }
            if (goesOn && !stopping) {
                left = Math.min(ready.size(), untilLook);
                untilLook -= left;
            }
        } while (left > 0);
    }

    /** Tells whether the loop has something else to do before an entry that is ready has its next turn. */
    private boolean hasElseToDo() {
        return ready.size() > 0 || untilLook == 0 || stopping;
    }

    void look(boolean mayWait, int manyTimers) {
        if (interruptible != null) {
            interruptible.check();
        }
        loop.beforeLook();
        int before = agenda.readyCount();
        agenda.look(mayWait && before == 0, manyTimers);
        // What was found ready is found again until its turn has come, and tends to wake a task each. To look
        // before that would cost more than it finds.
        int found = agenda.readyCount() - before;
        untilLook = Math.max(LOOK_EVERY, Math.min(MOST_UNTIL_LOOK, 2 * found)) - 1;
        loop.unretrieved().reportCollected(loop);
    }

    /** Runs an entry inside of another one. */
    void run(Ready entry) {
        Context.Slot current = Objects.requireNonNull(slot);
        Context.Holder outer = current.holder;
        current.holder = entry;
        try {
            if (entry.takeTurn()) {
                ready.add(entry);
            }
        } catch (Throwable failure) {
            report(failure, entry);
        } finally {
            current.holder = outer;
        }
    }

    private void report(Throwable failure, Ready entry) {
        if (CallbackLoop.isFatal(failure)) {
            throw Sneaky.raise(failure);
        }
        loop.callExceptionHandler(new ErrorContext("unhandled exception in a callback", failure, entry));
    }

    private boolean takeTimedTurn(Ready entry) {
        long start = agenda.now();
        try {
            return entry.takeTurn();
        } finally {
            long took = agenda.now() - start;
            if (took >= slowNanos) {
                ErrorReports.warn(entry + " took " + Duration.ofNanos(took) + ": no other task could run meanwhile");
            }
        }
    }
}

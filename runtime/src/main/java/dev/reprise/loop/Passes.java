package dev.reprise.loop;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a run consists of: it looks for what is ready, and runs it. */
final class Passes {

    /** How many callbacks run between two looks: looking may cost as much as ten callbacks do. */
    static final int LOOK_EVERY = 64;

    /** The same after a look that found more than that. */
    private static final int MOST_UNTIL_LOOK = 1_024;

    private final CallbackLoop loop;
    private final Agenda agenda;
    private final long slowNanos;

    boolean debug;

    /** Where the thread of the run keeps its context; null between runs. */
    Context.@Nullable Slot slot;

    /** What Ctrl-C does to the run; null between runs. */
    @Nullable
    InterruptibleRun interruptible;

    private int untilLook = LOOK_EVERY;

    Passes(CallbackLoop loop, Agenda agenda, LoopOptions options) {
        this.loop = loop;
        this.agenda = agenda;
        this.debug = options.debug();
        this.slowNanos = options.slowNanos();
    }

    /** Runs what is ready now; waits for the first if nothing is. */
    void runOne(boolean mayWait) {
        if (agenda.readyCount() == 0) {
            look(mayWait);
        }
        runReady();
    }

    /**
     * Runs what is ready and due now, without waiting.
     *
     * @param jumps whether time may pass if that takes none, as virtual time does
     */
    void runDue(boolean jumps) {
        look(false);
        if (jumps && agenda.readyCount() == 0 && !agenda.wouldBlock()) {
            look(true);
        }
        runReady();
    }

    private void runReady() {
        for (int left = agenda.readyCount(); left > 0; left--) {
            if (--untilLook <= 0) {
                look(false);
            }
            if (debug) {
                runTimed(agenda.removeFirst());
            } else {
                run(agenda.removeFirst());
            }
        }
    }

    void look(boolean mayWait) {
        if (interruptible != null) {
            interruptible.check();
        }
        loop.beforeLook();
        int before = agenda.readyCount();
        agenda.look(mayWait && before == 0);
        // What was found ready is found again until its turn has come, and tends to wake a task each: before that, a
        // look
        // would cost more than it finds.
        int found = agenda.readyCount() - before;
        untilLook = Math.max(LOOK_EVERY, Math.min(MOST_UNTIL_LOOK, 2 * found));
        loop.unretrieved().reportCollected(loop);
    }

    /** Runs an entry in its context, and with it the exception handler, if it fails. */
    void run(Ready entry) {
        Context.Slot current = Objects.requireNonNull(slot);
        Context outer = current.current;
        current.current = entry.context;
        try {
            entry.run();
        } catch (Throwable failure) {
            if (CallbackLoop.isFatal(failure)) {
                throw failure;
            }
            loop.callExceptionHandler(new ErrorContext("unhandled exception in a callback", failure, entry));
        } finally {
            entry.context = current.current;
            current.current = outer;
        }
    }

    private void runTimed(Ready entry) {
        long start = agenda.now();
        run(entry);
        long took = agenda.now() - start;
        if (took >= slowNanos) {
            ErrorReports.warn(entry + " took " + Duration.ofNanos(took) + ": no other task could run meanwhile");
        }
    }
}

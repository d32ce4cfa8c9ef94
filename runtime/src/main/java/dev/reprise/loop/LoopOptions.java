package dev.reprise.loop;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How a loop is to be made: immutable, each method returns a changed copy. */
public final class LoopOptions {

    private static final LoopOptions DEFAULTS =
            new LoopOptions(Clock.system(), null, OptionalLong.empty(), false, Duration.ofMillis(100));

    private final Clock clock;
    private final @Nullable Poller poller;
    private final OptionalLong shuffle;
    private final boolean debug;
    private final Duration slow;

    private LoopOptions(Clock clock, @Nullable Poller poller, OptionalLong shuffle, boolean debug, Duration slow) {
        this.clock = clock;
        this.poller = poller;
        this.shuffle = shuffle;
        this.debug = debug;
        this.slow = slow;
    }

    /** The system's clock, a poller that selects channels, first come first served, no debug mode. */
    public static LoopOptions defaults() {
        return DEFAULTS;
    }

    /** Reads the time from {@code clock}. */
    public LoopOptions clock(Clock clock) {
        return new LoopOptions(Objects.requireNonNull(clock, "clock"), poller, shuffle, debug, slow);
    }

    /** Waits by {@code poller}, which then belongs to one loop. */
    public LoopOptions poller(Poller poller) {
        return new LoopOptions(clock, Objects.requireNonNull(poller, "poller"), shuffle, debug, slow);
    }

    /** Clock and poller in one, for tests. */
    public LoopOptions time(VirtualTime time) {
        return clock(time).poller(time);
    }

    /**
     * Runs the tasks that are ready at the same time in a random order, the same for the same seed. Callbacks keep theirs.
     * A program that is right runs in any order.
     */
    public LoopOptions shuffle(long seed) {
        return new LoopOptions(clock, poller, OptionalLong.of(seed), debug, slow);
    }

    /** Starts in debug mode; see {@link CallbackLoop#setDebug}. */
    public LoopOptions debug(boolean debug) {
        return new LoopOptions(clock, poller, shuffle, debug, slow);
    }

    /** In debug mode, warns of callbacks and steps that take as long: {@code slow_callback_duration}. 100 ms at first. */
    public LoopOptions slowCallback(Duration duration) {
        return new LoopOptions(clock, poller, shuffle, debug, Objects.requireNonNull(duration, "duration"));
    }

    Clock clock() {
        return clock;
    }

    Poller newPoller() {
        return poller == null ? Poller.selecting() : poller;
    }

    OptionalLong shuffle() {
        return shuffle;
    }

    boolean debug() {
        return debug;
    }

    long slowNanos() {
        return Nanos.of(slow);
    }
}

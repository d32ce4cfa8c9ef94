package dev.reprise.examples.eventloop;

import dev.reprise.task.EventLoop;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The documents' first utility: prints messages with the time since {@link #start}, {@code start_timer}. */
public final class Timeline {

    private final EventLoop loop;
    private final PrintStream out;
    private Duration begin = Duration.ZERO;

    public Timeline(EventLoop loop, PrintStream out) {
        this.loop = loop;
        this.out = out;
    }

    public void start() {
        begin = loop.time();
    }

    /** {@code show_timer}. */
    public void show(String message) {
        Duration passed = loop.time().minus(begin);
        out.println(String.format(Locale.ROOT, "%.1fs %s", passed.toMillis() / 1000.0, message));
    }

    /** Prints without the time. */
    public void print(String message) {
        out.println(message);
    }

    public EventLoop loop() {
        return loop;
    }
}

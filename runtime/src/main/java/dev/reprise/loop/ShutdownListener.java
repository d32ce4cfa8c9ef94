package dev.reprise.loop;

import java.time.Duration;
import java.util.Arrays;

/**
 * What stands in for {@link SystemSignal} where signals cannot be handled: the JVM ends at Ctrl-C, and what it does
 * last is to interrupt the program and to wait for the end of its main thread. Any other orderly end of the JVM does that,
 * too.
 */
final class ShutdownListener {

    /** How long the program may take to unwind: nobody can press Ctrl-C again while the JVM ends. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private ShutdownListener() {}

    /** Calls {@code listener} when the JVM ends; returns what keeps it from doing so. */
    static Runnable listen(Runnable listener, Thread main) {
        Thread hook = new Thread(
                () -> {
                    listener.run();
                    awaitEnd(main);
                },
                "reprise-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            return () -> {};
        }
        return () -> remove(hook);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook has run, or is running and waits for the thread that this is called on.
        }
    }

    private static void awaitEnd(Thread main) {
        long start = System.nanoTime();
        try {
            while (main.isAlive() && !isInExit(main) && System.nanoTime() - start < LIMIT.toNanos()) {
                main.join(LOOK_EVERY.toMillis());
            }
        } catch (InterruptedException noLonger) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells whether the thread called {@link System#exit}, which does not return while this waits. */
    private static boolean isInExit(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }
}

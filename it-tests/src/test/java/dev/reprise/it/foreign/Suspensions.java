package dev.reprise.it.foreign;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.it.support.Later;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the bytecode of {@link SuspendingCopies} calls, in the JVM that runs the library's tests. */
public final class Suspensions {

    /** Begins the line with which that JVM says at its end how often a body was suspended and resumed. */
    static final String COUNT = "Suspended and resumed: ";

    private static final LongAdder RESUMED = new LongAdder();

    /** Chooses which awaits suspend. A lost update between two threads does no harm. */
    private static int random;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(COUNT + resumed())));
    }

    private Suspensions() {}

    /** Returns how often a coroutine was resumed after a suspension, in this JVM. */
    static long resumed() {
        return RESUMED.sum();
    }

    /** Runs a coroutine to its end and returns its result, or throws its failure. */
    public static @Nullable Object drive(Coroutine<?> coroutine) {
        while (coroutine.next()) {
            RESUMED.increment();
        }
        return coroutine.result();
    }

    /** Returns what suspends when it is awaited, or does not, at random. */
    public static Awaitable<?> maybe() {
        random = random * 1_103_515_245 + 12_345;
        return Later.after(random >>> 31, "");
    }
}

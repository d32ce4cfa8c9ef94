package dev.reprise.loop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which thread is the main one: the thread that runs the program's {@code main}, which no code in Java started.
 *
 * <p>Its stack begins with {@code main} itself, that of any other thread with the {@code run} of a {@link Thread}. Names
 * and groups can be chosen, and ids differ between JDKs, so none of them counts. The first thread that fits is the main
 * one for ever: native code may attach others.
 */
final class MainThread {

    private static volatile @Nullable Thread main;

    private MainThread() {}

    static boolean isCurrent() {
        Thread current = Thread.currentThread();
        Thread known = main;
        if (known != null || current.isDaemon() || isStartedByJava()) {
            return current == known;
        }
        main = current;
        return true;
    }

    private static boolean isStartedByJava() {
        Optional<StackWalker.StackFrame> bottom = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.reduce((above, below) -> below));
        return bottom.isPresent()
                && bottom.get().getMethodName().equals("run")
                && Thread.class.isAssignableFrom(bottom.get().getDeclaringClass());
    }
}

package dev.reprise;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The errors of wrong use. Each names the fault, the place in the user's code, and the remedy. */
final class Misuse {

    private Misuse() {}

    static IllegalStateException untransformed(String intrinsic) {
        return new IllegalStateException(intrinsic + " reached in code that was never transformed"
                + place(caller()) + ": add the goal transform of reprise-maven-plugin to the build of this class (and"
                + " transform-tests for tests), and annotate the method with @Async");
    }

    static IllegalStateException executing(Coroutine<?> coroutine) {
        return new IllegalStateException(coroutine + " is already executing: step it only between its steps");
    }

    static IllegalStateException reused(Coroutine<?> coroutine) {
        return new IllegalStateException("cannot reuse " + coroutine
                + ": it was already awaited or run to its end; call the method again for a new coroutine, or make a task"
                + " of it to wait for it more than once");
    }

    static IllegalStateException alreadyRunning(AsyncGenerator<?> generator, String method) {
        return new IllegalStateException(method + "() of " + generator
                + ": the asynchronous generator is already running; wait for its hasNext(), send(), raise() or close() that"
                + " has not ended, and share a generator between tasks only under a lock");
    }

    /** Adds to the error of a child that cannot be awaited where the await stands. */
    static IllegalStateException awaitedAgain(IllegalStateException error, Coroutine<?> parent) {
        return new IllegalStateException(error.getMessage() + place(running(parent)));
    }

    static NullPointerException nullAwaited(Coroutine<?> parent) {
        return new NullPointerException(
                "null was awaited" + place(running(parent)) + ": await needs an Awaitable, such as a Coroutine");
    }

    static NullPointerException nullAwaiter(Awaitable<?> awaitable, Coroutine<?> parent) {
        return new NullPointerException("awaiter() of " + awaitable.getClass().getName() + " returned null"
                + place(running(parent)) + ": it must return the coroutine to step");
    }

    static NullPointerException nullReturned(Coroutine<?> coroutine) {
        return new NullPointerException(coroutine + " returned null" + place(running(coroutine))
                + ": end it with return Coroutine.of(value) or return Coroutine.done()");
    }

    private static String place(@Nullable StackTraceElement line) {
        return line == null ? "" : " at " + line;
    }

    /** The line that {@code coroutine} is just running, from the thread's stack. */
    private static @Nullable StackTraceElement running(Coroutine<?> coroutine) {
        StackTraceElement source = coroutine.locate(Coroutine.CREATED);
        if (source == null) {
            return null;
        }
        Optional<Integer> line = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().equals(source.getClassName()))
                        .map(StackWalker.StackFrame::getLineNumber)
                        .findFirst());
        return new StackTraceElement(
                source.getClassName(),
                source.getMethodName(),
                source.getFileName(),
                line.orElse(source.getLineNumber()));
    }

    private static @Nullable StackTraceElement caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Misuse.class.getName())
                                && !frame.getClassName().equals(Coroutine.class.getName())
                                && !frame.getClassName().equals(Generator.class.getName())
                                && !frame.getClassName().equals(AsyncGenerator.class.getName()))
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .findFirst()
                        .orElse(null));
    }
}

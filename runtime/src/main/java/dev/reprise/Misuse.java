package dev.reprise;

import dev.reprise.internal.BodyNames;
import java.util.Optional;
import java.util.stream.Stream;
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
    static IllegalStateException awaitedAgain(IllegalStateException error, @Nullable Coroutine<?> parent) {
        return new IllegalStateException(error.getMessage() + place(running(parent)));
    }

    static NullPointerException nullAwaited(@Nullable Coroutine<?> parent) {
        return new NullPointerException(
                "null was awaited" + place(running(parent)) + ": await needs an Awaitable, such as a Coroutine");
    }

    static NullPointerException nullAwaiter(Awaitable<?> awaitable, @Nullable Coroutine<?> parent) {
        return new NullPointerException("awaiter() of " + awaitable.getClass().getName() + " returned null"
                + place(running(parent)) + ": it must return the coroutine to step");
    }

    static NullPointerException nullReturned(Coroutine<?> coroutine) {
        return nullReturned(coroutine.toString(), running(coroutine));
    }

    /** The same for a body that is called directly. */
    static NullPointerException nullReturned() {
        StackTraceElement line = running(null);
        String coroutine = line == null
                ? "a coroutine"
                : "<coroutine " + simpleName(line.getClassName()) + "." + line.getMethodName() + " running>";
        return nullReturned(coroutine, line);
    }

    private static NullPointerException nullReturned(String coroutine, @Nullable StackTraceElement line) {
        return new NullPointerException(coroutine + " returned null" + place(line)
                + ": end it with return Coroutine.of(value) or return Coroutine.done()");
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String place(@Nullable StackTraceElement line) {
        return line == null ? "" : " at " + line;
    }

    /** The line that {@code coroutine}, or the body that was called directly if null, is just running. */
    private static @Nullable StackTraceElement running(@Nullable Coroutine<?> coroutine) {
        if (coroutine == null) {
            return StackWalker.getInstance()
                    .walk(frames -> frames.flatMap(Misuse::inBody).findFirst().orElse(null));
        }
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

    /** Returns the line of a body, by the names of the source. */
    private static Stream<StackTraceElement> inBody(StackWalker.StackFrame frame) {
        String method = BodyNames.methodOf(frame.getMethodName());
        return method == null
                ? Stream.empty()
                : Stream.of(new StackTraceElement(
                        frame.getClassName(), method, frame.getFileName(), frame.getLineNumber()));
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

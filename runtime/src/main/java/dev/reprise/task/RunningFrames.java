package dev.reprise.task;

import dev.reprise.AsyncFrame;
import dev.reprise.Coroutine;
import dev.reprise.internal.BodyNames;
import dev.reprise.task.CallGraph.Frame;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the step that is under way has on its thread's stack, by the names of the source. */
final class RunningFrames {

    /** The name of the method between a frame class and a body. */
    private static final Pattern TRAMPOLINE = Pattern.compile("async\\$\\d+\\$.+");

    private static final Set<String> DRIVERS =
            Set.of(Coroutine.class.getName(), "dev.reprise.Driver", "dev.reprise.Awaiting", "dev.reprise.LinkedCall");

    private static final Set<String> OWN =
            Set.of(RunningFrames.class.getName(), CallGraph.class.getName(), CallGraph.class.getName() + "$Builder");

    private RunningFrames() {}

    /** Returns the frames from the caller of {@link CallGraph} to the task's step. */
    static List<Frame> ofThisThread() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.dropWhile(frame -> OWN.contains(frame.getClassName()))
                        .takeWhile(frame -> frame.getDeclaringClass() != Task.class)
                        .filter(frame -> !isMachinery(frame))
                        .map(RunningFrames::running)
                        .toList());
    }

    private static boolean isMachinery(StackFrame frame) {
        return AsyncFrame.class.isAssignableFrom(frame.getDeclaringClass())
                || DRIVERS.contains(frame.getClassName())
                || TRAMPOLINE.matcher(frame.getMethodName()).matches();
    }

    private static Frame running(StackFrame frame) {
        String method = BodyNames.methodOf(frame.getMethodName());
        StackTraceElement place = frame.toStackTraceElement();
        return method != null ? new Frame(named(place, method), true) : new Frame(place, false);
    }

    /** Returns the frame of a coroutine that is suspended; a lambda has the name that its body gives it. */
    static Frame suspended(StackTraceElement place) {
        String method = place.getMethodName();
        return new Frame(method.startsWith("lambda$") ? named(place, method.substring(7)) : place, true);
    }

    private static StackTraceElement named(StackTraceElement place, String method) {
        return new StackTraceElement(place.getClassName(), method, place.getFileName(), place.getLineNumber());
    }
}

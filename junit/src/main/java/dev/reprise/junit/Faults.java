package dev.reprise.junit;

import dev.reprise.Coroutine;
import dev.reprise.CoroutineTracker;
import dev.reprise.junit.TestLoop.Fault;
import dev.reprise.loop.DeadlockException;
import dev.reprise.loop.ErrorContext;
import dev.reprise.task.CallGraph;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The failures of tests whose bodies did not fail: each tells the fault, the places, and what to do. */
final class Faults {

    private Faults() {}

    static AssertionError hang(EventLoop loop, Task<?> main, DeadlockException deadlock) {
        return at(
                stackOf(main),
                new AssertionError(
                        "the test hangs: nothing is ready and no timer is set. These tasks wait:\n" + tasks(loop)
                                + "End what they wait for. For work of other threads, of which the loop knows nothing,"
                                + " put the test on real time: @TestLoop(time = REAL).",
                        deadlock));
    }

    static String interrupted(EventLoop loop) {
        return "when the test was interrupted, these tasks waited:\n"
                + tasks(loop).stripTrailing();
    }

    /** Describes the tasks that a loop has. */
    private static String tasks(EventLoop loop) {
        return CallGraph.describe(loop).indent(2);
    }

    /** Returns where a task waits, the innermost call first. */
    private static List<StackTraceElement> stackOf(Task<?> task) {
        return task.coroutine().map(Coroutine::stack).orElse(List.of());
    }

    static AssertionError tasksLeft(EventLoop loop, Collection<Task<?>> left) {
        return at(
                stackOf(left.iterator().next()),
                new AssertionError((left.size() == 1 ? "a task was" : left.size() + " tasks were")
                        + " left over when the test ended:\n" + tasks(loop)
                        + "Await what the test starts, or cancel it; "
                        + tolerate(Fault.TASKS_LEFT)));
    }

    static AssertionError tasksStuck(Collection<Task<?>> stuck) {
        return new AssertionError("cancelled, " + names(stuck) + " did not end within a minute:"
                + " let CancelledError pass, after what has to be cleaned up");
    }

    private static String names(Collection<Task<?>> tasks) {
        return tasks.stream().map(Task::name).collect(Collectors.joining(", "));
    }

    static AssertionError neverAwaited(List<CoroutineTracker.NeverStarted> coroutines) {
        StringBuilder text =
                new StringBuilder(coroutines.size() == 1 ? "a coroutine was" : coroutines.size() + " coroutines were");
        text.append(" never awaited:");
        for (CoroutineTracker.NeverStarted made : coroutines) {
            text.append("\n  ").append(made.coroutine());
            made.origin().ifPresent(line -> text.append("\n      called at ").append(line));
            made.method().ifPresent(line -> text.append("\n      declared at ").append(line));
        }
        text.append("\nWrite await(...) around the call, or give it to createTask(...); ")
                .append(tolerate(Fault.NEVER_AWAITED));
        return at(
                coroutines.stream().flatMap(made -> made.origin().stream()).toList(),
                new AssertionError(text.toString()));
    }

    static AssertionError reported(ErrorContext error) {
        return at(
                List.of(error.exception().getStackTrace()),
                new AssertionError(
                        "an error came to the loop's exception handler, since nothing else took it: " + error
                                + "\nAwait the task or promise that failed; " + tolerate(Fault.ERRORS_REPORTED),
                        error.exception()));
    }

    /** Where it was judged tells nothing: tools are to show, and to jump to, the place of the fault. */
    private static AssertionError at(List<StackTraceElement> place, AssertionError fault) {
        if (!place.isEmpty()) {
            fault.setStackTrace(place.toArray(new StackTraceElement[0]));
        }
        return fault;
    }

    private static String tolerate(Fault fault) {
        return "if this is meant, @TestLoop(tolerates = " + fault + ").";
    }

    /** Throws any exception where none is declared, for it came from a coroutine that declared it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Throwable> X sneaky(Throwable failure) throws X {
        throw (X) failure;
    }
}

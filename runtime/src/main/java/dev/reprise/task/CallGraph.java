package dev.reprise.task;

import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a task is, and who awaits it: {@code asyncio.FutureCallGraph}. What a stack trace is to threads, this is to tasks.
 *
 * <p>It is found by looking at all tasks of the loop when it is asked for, and costs nothing before. It belongs to the
 * loop's thread, or to whoever looks between two runs.
 *
 * @param promise the task, or a promise, which has no stack
 * @param stack where it is, the innermost first
 * @param awaitedBy the tasks that await it, the oldest first; one that awaits itself through others is not repeated, and of a
 *     longer chain the first hundred are there
 */
public record CallGraph(Promise<?> promise, List<Frame> stack, List<CallGraph> awaitedBy) {

    private static final int MOST_DEEP = 100;

    /**
     * One line of a stack.
     *
     * @param place class, method, file and line
     * @param async whether it is a coroutine, and not a method that one has called
     */
    public record Frame(StackTraceElement place, boolean async) {

        /** Describes it in a line like those of a stack trace. */
        @Override
        public String toString() {
            return "at " + (async ? "async " : "") + place;
        }
    }

    /** Makes one of copies of the lists. */
    public CallGraph {
        stack = List.copyOf(stack);
        awaitedBy = List.copyOf(awaitedBy);
    }

    /**
     * Returns that of the task whose step is under way, with what it has called: {@code capture_call_graph}; empty in a
     * callback.
     *
     * @throws IllegalStateException if no loop is running on this thread
     */
    public static Optional<CallGraph> ofCurrentTask() {
        Task<?> current = EventLoop.current().currentTask().orElse(null);
        return current == null ? Optional.empty() : Optional.of(of(current));
    }

    /** Returns that of a task or another promise: {@code capture_call_graph(future)}. */
    public static CallGraph of(Promise<?> promise) {
        Builder builder = new Builder(promise);
        return builder.build(promise, MOST_DEEP);
    }

    /**
     * Describes all tasks of a loop that have not ended: where each is and, indented below it, what it waits for. Tells why
     * nothing happens, when nothing does.
     */
    public static String describe(EventLoop loop) {
        return TaskTree.describe(loop);
    }

    /** Describes it in several lines, who awaits the task indented below it: {@code format_call_graph}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        append(text, "", Collections.newSetFromMap(new IdentityHashMap<>()));
        return text.toString();
    }

    private void append(StringBuilder text, String indent, Set<CallGraph> shown) {
        boolean first = shown.add(this);
        text.append(title(promise)).append(first ? "\n" : ", see above\n");
        if (first) {
            stack.forEach(
                    frame -> text.append(indent).append("    ").append(frame).append('\n'));
            for (CallGraph awaiter : awaitedBy) {
                text.append(indent).append("    awaited by ");
                awaiter.append(text, indent + "    ", shown);
            }
        }
    }

    static String title(Promise<?> promise) {
        return promise instanceof Task<?> task ? "Task '" + task.name() + "'" : promise.toString();
    }

    /** Returns where the coroutine of a task is suspended, and those that it awaits. */
    static List<Frame> stackOf(Task<?> task) {
        List<Frame> stack = new ArrayList<>();
        Coroutine<?> coroutine = task.coroutine().orElse(null);
        boolean running = EventLoop.isUnderWay(task);
        while (coroutine != null) {
            Coroutine<?> awaited = coroutine.awaiting().orElse(null);
            if (awaited != null || !running) { // the innermost of a running task is on the thread's stack
                coroutine.location().ifPresent(place -> stack.add(0, RunningFrames.suspended(place)));
            }
            coroutine = awaited;
        }
        if (running) {
            stack.addAll(0, RunningFrames.ofThisThread());
        }
        return stack;
    }

    /** Makes the graphs of all that await a promise, each once. */
    private static final class Builder {

        private final IdentityHashMap<Promise<?>, Optional<CallGraph>> made = new IdentityHashMap<>();
        private final Optional<Awaiters> awaiters;

        Builder(Promise<?> promise) {
            awaiters = promise.loop() instanceof EventLoop loop ? Optional.of(new Awaiters(loop)) : Optional.empty();
        }

        CallGraph build(Promise<?> promise, int depth) {
            made.put(promise, Optional.empty()); // under way: whoever meets it again has gone round in a circle
            List<CallGraph> awaitedBy = new ArrayList<>();
            List<Task<?>> awaiting = depth == 0
                    ? List.of()
                    : awaiters.map(all -> all.of(promise)).orElse(List.of());
            for (Task<?> awaiter : awaiting) {
                Optional<CallGraph> known = made.get(awaiter);
                if (known == null) {
                    awaitedBy.add(build(awaiter, depth - 1));
                } else {
                    known.ifPresent(awaitedBy::add);
                }
            }
            List<Frame> stack = promise instanceof Task<?> task ? stackOf(task) : List.of();
            CallGraph graph = new CallGraph(promise, stack, awaitedBy);
            made.put(promise, Optional.of(graph));
            return graph;
        }
    }
}

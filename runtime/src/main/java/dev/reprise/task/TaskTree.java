package dev.reprise.task;

import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The text of {@link CallGraph#describe}: those that nobody awaits first, below each what it waits for. */
final class TaskTree {

    private static final String INDENT = "    ";

    /** How far a tree goes to the right; what is deeper begins another one. */
    private static final int MOST_DEEP = 100;

    private final StringBuilder text = new StringBuilder();
    private final Set<Task<?>> shown = Collections.newSetFromMap(new IdentityHashMap<>());

    private TaskTree() {}

    static String describe(EventLoop loop) {
        TaskTree tree = new TaskTree();
        Awaiters awaiters = new Awaiters(loop);
        for (Task<?> task : loop.allTasks()) {
            if (awaiters.of(task).isEmpty()) {
                tree.append(task, "");
            }
        }
        for (Task<?> task : loop.allTasks()) {
            if (!tree.shown.contains(task)) {
                tree.append(task, ""); // one of a circle, or deep below another one
            }
        }
        return tree.text.toString();
    }

    private void append(Task<?> task, String indent) {
        text.append(CallGraph.title(task));
        if (indent.length() >= MOST_DEEP * INDENT.length() && !shown.contains(task)) {
            text.append(", see below\n");
            return;
        }
        if (!shown.add(task)) {
            text.append(", see above\n");
            return;
        }
        text.append(state(task)).append('\n');
        String below = indent + INDENT;
        CallGraph.stackOf(task)
                .forEach(frame -> text.append(below).append(frame).append('\n'));
        task.awaited().ifPresent(awaited -> appendAwaited(awaited, below));
    }

    private void appendAwaited(Promise<?> awaited, String indent) {
        if (awaited instanceof Joint<?> joint) {
            List<Promise<?>> parts = joint.pendingParts();
            if (!parts.isEmpty()) {
                parts.forEach(part -> appendAwaited(part, indent));
                return;
            }
        }
        text.append(indent).append("waits for ");
        if (awaited instanceof Task<?> task && !task.done()) {
            append(task, indent);
        } else {
            text.append(awaited).append('\n');
        }
    }

    private static String state(Task<?> task) {
        String cancelling = task.cancelling() > 0 ? ", cancelling" : "";
        if (EventLoop.isUnderWay(task)) {
            return ", running" + cancelling;
        }
        if (task.awaited().filter(awaited -> !awaited.done()).isPresent()) {
            return cancelling;
        }
        boolean started = task.coroutine()
                .filter(coroutine -> coroutine.state() != Coroutine.State.CREATED)
                .isPresent();
        return (started ? ", ready" : ", not started") + cancelling;
    }
}

package dev.reprise.task;

import dev.reprise.loop.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Who awaits what, found by asking all tasks of a loop: nobody has to keep a record before somebody asks. */
final class Awaiters {

    private final IdentityHashMap<Promise<?>, List<Task<?>>> awaiters = new IdentityHashMap<>();

    Awaiters(EventLoop loop) {
        for (Task<?> task : loop.allTasks()) {
            add(task);
        }
    }

    /** Goes through what the task waits for, down to the next tasks. */
    private void add(Task<?> task) {
        Set<Promise<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Promise<?>> left = new ArrayDeque<>();
        task.awaited().ifPresent(left::add);
        for (Promise<?> awaited = left.poll(); awaited != null; awaited = left.poll()) {
            if (seen.add(awaited)) {
                awaiters.computeIfAbsent(awaited, unseen -> new ArrayList<>()).add(task);
                if (awaited instanceof Joint<?> joint) {
                    left.addAll(joint.pendingParts());
                }
            }
        }
    }

    /** Returns the tasks that await {@code promise}, the oldest first. */
    List<Task<?>> of(Promise<?> promise) {
        return awaiters.getOrDefault(promise, List.of());
    }
}

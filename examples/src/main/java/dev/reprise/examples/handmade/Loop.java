package dev.reprise.examples.handmade;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A loop that is an object: tasks can find it while it runs, and add others to it. */
public final class Loop {

    private static @Nullable Loop current;

    private final Deque<Coroutine<?>> tasks = new ArrayDeque<>();

    /** Returns the loop that runs, or ran last. */
    public static Loop current() {
        if (current == null) {
            throw new IllegalStateException("no loop has run yet: call this from a task");
        }
        return current;
    }

    public void addTask(Awaitable<?> task) {
        tasks.add(task.awaiter()); // a coroutine is its own awaiter
    }

    public void run() {
        current = this;
        while (!tasks.isEmpty()) {
            Coroutine<?> task = tasks.remove();
            if (task.next()) {
                addTask(task);
            }
        }
    }

    public void runTask(Awaitable<?> task) {
        addTask(task);
        run();
    }
}

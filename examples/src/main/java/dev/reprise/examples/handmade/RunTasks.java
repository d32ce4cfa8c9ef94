package dev.reprise.examples.handmade;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import java.util.ArrayDeque;
import java.util.Deque;

/** A loop for several tasks: one that gives way goes to the end of the queue, and the next one has its turn. */
public final class RunTasks {

    private RunTasks() {}

    public static void runTasks(Awaitable<?>... awaitables) {
        Deque<Coroutine<?>> tasks = new ArrayDeque<>();
        for (Awaitable<?> awaitable : awaitables) {
            tasks.add(awaitable.awaiter());
        }
        while (!tasks.isEmpty()) {
            Coroutine<?> task = tasks.remove();
            if (task.next()) {
                tasks.add(task);
            }
        }
    }
}

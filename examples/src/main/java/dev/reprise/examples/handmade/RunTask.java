package dev.reprise.examples.handmade;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** The smallest event loop: it steps one task until that returns. */
public final class RunTask {

    private RunTask() {}

    public static void runTask(Awaitable<?> task) {
        Coroutine<?> it = task.awaiter();
        while (it.next()) {
            // The task gave way, and nobody else is there to run.
        }
    }
}

package dev.reprise.task;

import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import java.util.List;

/** The errors of a coroutine that suspends with something its loop cannot wait for. */
final class BadYield {

    private BadYield() {}

    static IllegalStateException error(Task<?> task, Object yielded, Coroutine<?> coroutine) {
        return new IllegalStateException(task.name() + " cannot wait for " + fault(task, yielded) + place(coroutine)
                + ": " + remedy(task, yielded));
    }

    private static String fault(Task<?> task, Object yielded) {
        if (yielded == task) {
            return "itself";
        }
        if (yielded instanceof Promise<?>) {
            return yielded + ", which belongs to another loop";
        }
        return "an object of " + yielded.getClass();
    }

    private static String place(Coroutine<?> coroutine) {
        List<StackTraceElement> stack = coroutine.stack();
        return stack.isEmpty() ? ", in " + coroutine : ", at " + stack.get(0);
    }

    private static String remedy(Task<?> task, Object yielded) {
        if (yielded == task) {
            return "return the value instead, or await another task";
        }
        if (yielded instanceof Promise<?>) {
            return "await it in a task of its own loop";
        }
        return "suspend with null to give way or with a Promise to wait for it, and await an Awaitable";
    }
}

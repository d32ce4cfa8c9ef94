package dev.reprise.task;

import dev.reprise.loop.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cancellation on its way inwards: a task hands it to what it waits for, a gather to all its children. A loop, because
 * tasks and gathers may be nested to any depth.
 */
final class CancelWalk {

    /** A task or a gather that the cancellation is passing through, and how far it got with what that waits for. */
    private static final class Stop {

        private final Promise<?> promise;
        private final List<? extends Promise<?>> further;
        private int next;
        private boolean taken;

        Stop(Promise<?> promise, List<? extends Promise<?>> further) {
            this.promise = promise;
            this.further = further;
        }
    }

    private final Deque<Stop> path = new ArrayDeque<>();
    private final @Nullable String message;

    private CancelWalk(@Nullable String message) {
        this.message = message;
    }

    /**
     * Cancels what is waited for.
     *
     * @return whether it took that; if so, it will end
     */
    static boolean cancel(Promise<?> awaited, @Nullable String message) {
        if (awaited instanceof Task<?> || awaited instanceof Gathering<?>) {
            return new CancelWalk(message).walk(awaited);
        }
        return awaited.cancel(message);
    }

    private boolean walk(Promise<?> awaited) {
        Stop start = new Stop(awaited, List.of(awaited));
        path.push(start);
        while (true) {
            Stop stop = path.element();
            if (stop.next < stop.further.size()) {
                stop.taken |= visit(stop.further.get(stop.next++));
                continue;
            }
            path.pop();
            if (stop == start) {
                return start.taken;
            }
            leave(stop);
        }
    }

    /** Tells whether {@code promise} takes the cancellation, as far as this is known before its turn. */
    private boolean visit(Promise<?> promise) {
        if (promise instanceof Task<?> task) {
            if (!task.beginCancel()) {
                return false;
            }
            path.push(new Stop(task, task.furtherToCancel()));
            return true;
        }
        if (promise instanceof Gathering<?> gathering) {
            if (!gathering.done()) {
                path.push(new Stop(gathering, gathering.children()));
            }
            return false;
        }
        return promise.cancel(message);
    }

    private void leave(Stop stop) {
        if (stop.promise instanceof Task<?> task) {
            task.endCancel(stop.taken, message);
        } else if (stop.taken && stop.promise instanceof Gathering<?> gathering) {
            gathering.childTookCancel(message);
            path.element().taken = true;
        }
    }
}

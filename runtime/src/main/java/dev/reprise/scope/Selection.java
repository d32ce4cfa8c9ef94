package dev.reprise.scope;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import dev.reprise.task.EventLoop;
import dev.reprise.task.TaskScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One select under way: a task for each case, in a group that the first of them ends. */
final class Selection extends TaskScope {

    private static final int NONE = -1;

    private final EventLoop loop;

    /** The index of the case that ended first; it never changes again. */
    private int chosen = NONE;

    private @Nullable Object result;

    private @Nullable Throwable failure;

    /** What cases failed with after another was chosen. */
    private final List<Throwable> late = new ArrayList<>();

    Selection(EventLoop loop) {
        this.loop = loop;
    }

    int chosen() {
        return chosen;
    }

    /** Returns what the chosen case has to work on, or throws what it failed with. */
    @Nullable
    Object result() {
        Throwable thrown = failure;
        if (thrown == null) {
            late.forEach(this::report);
            return result;
        }
        for (Throwable suppressed : late) {
            if (suppressed != thrown) {
                thrown.addSuppressed(suppressed);
            }
        }
        throw Sneaky.raise(thrown);
    }

    private void report(Throwable error) {
        loop.callExceptionHandler(
                new ErrorContext("a case of a select failed after another one was chosen", error, this));
    }

    /** Runs all cases until one is chosen and the others have ended. */
    @Async
    Coroutine<Void> choose(List<? extends Select.Case<?>> cases) {
        enter();
        try {
            await(TaskGroup.taskGroup(group -> start(group, cases)));
        } catch (CancelledError cancelled) {
            if (chosen == NONE) {
                throw cancelled;
            }
            repeatFromOutside(); // not in place of a result that has left its queue
        } finally {
            leave();
            cases.forEach(Select.Case::drop);
        }
        return Coroutine.done();
    }

    private Coroutine<Void> start(TaskGroup group, List<? extends Select.Case<?>> cases) {
        for (int i = 0; i < cases.size(); i++) {
            if (chosen == NONE) { // unless tasks start eagerly here, and one has ended
                group.createTask(runCase(group, i, cases.get(i)));
            }
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> runCase(TaskGroup group, int index, Select.Case<?> clause) {
        try {
            choose(group, index, await(Select.resultOf(clause.awaitable)), null);
        } catch (Throwable error) {
            if (CallbackLoop.isFatal(error)) {
                throw error;
            }
            if (group.isAborting() && error instanceof CancelledError) {
                throw error; // it was told to end
            }
            choose(group, index, null, error);
        }
        return Coroutine.done();
    }

    private void choose(TaskGroup group, int index, @Nullable Object value, @Nullable Throwable error) {
        if (chosen == NONE) {
            chosen = index;
            result = value;
            failure = error;
            group.cancel();
        } else if (error != null) {
            late.add(error);
        }
    }

    @Override
    public String toString() {
        return "<select " + (chosen == NONE ? "pending" : "case " + chosen + " chosen") + ">";
    }
}

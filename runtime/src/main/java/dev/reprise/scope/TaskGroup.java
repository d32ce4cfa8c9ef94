package dev.reprise.scope;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Joint;
import dev.reprise.task.Task;
import dev.reprise.task.TaskOptions;
import dev.reprise.task.TaskScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that do not outlive a block: {@code asyncio.TaskGroup}, trio's nursery. {@link #taskGroup} runs a block with one.
 *
 * <p>The group ends when its block and all its tasks have ended. When one of them fails, the others are cancelled, and the
 * group throws the first failure itself; later ones are added to it as suppressed exceptions, in order of time. An error
 * that ends the loop's run ({@code CallbackLoop.isFatal}) goes before all others. When the task that is in the block is
 * cancelled, so are the tasks of the group.
 *
 * <p>A checked exception of a task is declared where its coroutine is made, and so by the group, if that is in the block. For
 * more than one kind, hide them from the compiler and name them again:
 *
 * <pre>{@code
 * await(taskGroup(unchecked(g -> {
 *     g.createTask(fetch(a));                // throws IOException
 *     g.createTask(store(b));                // throws SQLException
 *     return Coroutine.done();
 * })).mayThrow(IOException.class, SQLException.class));
 * }</pre>
 */
public final class TaskGroup extends TaskScope {

    private final EventLoop loop;

    /** Those that have not ended, also those that {@link #start} waits for. */
    private final Set<Task<?>> children = new LinkedHashSet<>();

    private final GroupErrors errors = new GroupErrors();

    /** What the end of the group waits for; null unless it does. */
    private @Nullable Promise<@Nullable Void> allEnded;

    private boolean blockEnded;

    /** Whether the children were cancelled; no new ones are let in. */
    private boolean aborting;

    /** What cancelled the group's task, to be thrown at the end. */
    private @Nullable CancelledError cancellation;

    /** The last cancellation that the end of the group found while it waited. */
    private @Nullable CancelledError lateCancellation;

    private TaskGroup(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Runs a block with a group, and waits for the group's tasks.
     *
     * @return the result of the block; null if {@link #cancel} ended it
     * @throws IllegalStateException if this is not awaited in a task
     */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> taskGroup(
            AsyncFunction<TaskGroup, T, X> block) throws X {
        return new TaskGroup(EventLoop.current()).run(block);
    }

    @Async
    @SuppressWarnings("NullAway") // documented: without a result if the block was cancelled
    private <T extends @Nullable Object, X extends Exception> Coroutine<T> run(AsyncFunction<TaskGroup, T, X> block)
            throws X {
        enter();
        try {
            T result = null;
            try {
                result = await(block.apply(this));
            } catch (Throwable failure) {
                blockFailed(failure);
            }
            blockEnded = true;
            while (!children.isEmpty()) {
                try {
                    await(nextEnd());
                } catch (CancelledError cancelled) {
                    waitCancelled(cancelled);
                }
            }
            finish();
            return Coroutine.of(result);
        } finally {
            leave();
        }
    }

    // ------------------------------------------------------------------------------------------------------- children

    /**
     * Makes a task of the group: {@code create_task}.
     *
     * @throws IllegalStateException if the group has ended or is ending with an error; a coroutine is closed then
     */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable) {
        return createTask(awaitable, TaskOptions.defaults());
    }

    /** The same with a name for the task. */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable, String name) {
        return createTask(awaitable, TaskOptions.named(name));
    }

    /** The same with options. */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable, TaskOptions options) {
        Task<T> task = adopt(awaitable, options);
        task.addDoneCallback(this::childEnded);
        return task;
    }

    /**
     * Makes a task that has to get ready, and waits until it says so: trio's {@code nursery.start}.
     *
     * <pre>{@code
     * int port = await(g.start(status -> {
     *     Server server = await(listen());
     *     status.started(server.port());
     *     await(server.serve());
     *     return Coroutine.done();
     * }));
     * }</pre>
     *
     * <p>Until the task calls {@link TaskStatus#started}, its failure is thrown here and is none of the group's, and it is
     * cancelled when this wait is. From then on it is like any other task of the group.
     *
     * @return what the task is ready with
     * @throws IllegalStateException as {@link #createTask}, and if the task ended without having said that it is ready
     */
    @Async
    public <V extends @Nullable Object, T extends @Nullable Object, X extends Exception> Coroutine<V> start(
            AsyncFunction<TaskStatus<V>, T, X> child) throws X {
        requireOpen();
        Starting<V> starting = new Starting<>(loop);
        Task<T> task = adopt(child.apply(new TaskStatus<>(starting)), TaskOptions.defaults());
        starting.watch(task);
        task.addDoneCallback(ended -> {
            if (starting.isUnderWay()) {
                childGone(ended);
                starting.childEnded(ended);
            } else {
                childEnded(ended);
            }
        });
        return starting.awaiter();
    }

    private <T extends @Nullable Object> Task<T> adopt(Awaitable<T> awaitable, TaskOptions options) {
        try {
            requireOpen();
        } catch (IllegalStateException refused) {
            if (awaitable instanceof Coroutine<T> coroutine && coroutine.state() == Coroutine.State.CREATED) {
                coroutine.close();
            }
            throw refused;
        }
        Task<T> task = loop.createTask(awaitable, options);
        children.add(task);
        if (aborting && !task.done()) {
            task.cancel(); // it started eagerly, and cancelled the group
        }
        return task;
    }

    private void requireOpen() {
        if (!isEntered() || (blockEnded && children.isEmpty())) {
            throw new IllegalStateException(
                    "the group has ended: make the task before, or in a group that lasts longer");
        }
        if (aborting) {
            throw new IllegalStateException("the group is ending, its tasks are being cancelled: it takes no new ones");
        }
    }

    /** Called through the ready queue, also for tasks that end eagerly: a failure must not cancel the step under way. */
    private void childEnded(Promise<?> child) {
        childGone(child);
        if (child.cancelled()) {
            return;
        }
        Throwable failure = child.exception().orElse(null);
        if (failure == null) {
            return;
        }
        if (!isEntered()) {
            loop.callExceptionHandler(new ErrorContext("a task failed after its group was closed", failure, child));
            return;
        }
        errors.add(failure);
        if (!aborting) {
            abort();
            request(null);
        }
    }

    private void childGone(Promise<?> child) {
        children.remove(child);
        Promise<@Nullable Void> waiting = allEnded;
        if (waiting != null && children.isEmpty()) {
            waiting.trySetResult(null);
        }
    }

    // ------------------------------------------------------------------------------------------------------------ end

    /**
     * Cancels the tasks of the group, and its block; the group then ends without an error, if there is no other: trio's
     * {@code nursery.cancel_scope.cancel()}. Does nothing if the group is ending or has ended.
     */
    public void cancel() {
        requireOwnThread("cancel");
        if (isEntered() && !aborting && !(blockEnded && children.isEmpty())) {
            abort();
            request(null);
        }
    }

    /** Tells whether the tasks of the group were cancelled. */
    boolean isAborting() {
        return aborting;
    }

    private void abort() {
        aborting = true;
        for (Task<?> child : List.copyOf(children)) {
            child.cancel();
        }
    }

    private void blockFailed(Throwable failure) {
        if (failure instanceof CancelledError cancelled) {
            cancellation = cancelled;
        } else {
            errors.add(failure);
        }
        if (!aborting) {
            abort();
        }
    }

    private Promise<@Nullable Void> nextEnd() {
        if (aborting) {
            setEdgeTriggered(); // nothing is left to do but to wait: to be told of one cancellation once is enough
        }
        Promise<@Nullable Void> next = new Joint<>(loop, children);
        allEnded = next;
        return next;
    }

    private void waitCancelled(CancelledError cancelled) {
        lateCancellation = cancelled;
        if (!aborting) {
            cancellation = cancelled;
            abort();
        }
    }

    /** Throws what the group ends with, if it is an error. */
    private void finish() {
        if (isRequested()) {
            withdraw();
            if (!isCancelledFromOutside()) {
                cancellation = null;
            } else if (cancellation == null) {
                cancellation = lateCancellation;
            }
        }
        Throwable failure = errors.first();
        if (failure != null) {
            repeatFromOutside();
            errors.reportLost(loop, this);
            throw Sneaky.raise(failure);
        }
        if (cancellation != null) {
            throw cancellation;
        }
    }

    @Override
    public String toString() {
        String state = !isEntered() ? "ended" : aborting ? "cancelling" : blockEnded ? "ending" : "entered";
        return "<TaskGroup " + state + ", " + children.size() + " tasks>";
    }
}

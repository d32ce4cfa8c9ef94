package dev.reprise.task;

import dev.reprise.loop.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a task is to be made: the keyword arguments of {@code create_task}. Immutable, each method returns a changed copy.
 *
 * <pre>{@code
 * loop.createTask(serve(), TaskOptions.named("server").priority(1));
 * }</pre>
 */
public final class TaskOptions {

    private static final TaskOptions DEFAULTS = new TaskOptions(null, null, 0, null);

    private final @Nullable String name;
    private final @Nullable Context context;
    private final int priority;
    private final @Nullable Boolean eager;

    private TaskOptions(@Nullable String name, @Nullable Context context, int priority, @Nullable Boolean eager) {
        this.name = name;
        this.context = context;
        this.priority = priority;
        this.eager = eager;
    }

    /** A numbered name, a copy of the caller's context, priority 0, eager if the loop's tasks are. */
    public static TaskOptions defaults() {
        return DEFAULTS;
    }

    /** The defaults with a name. */
    public static TaskOptions named(String name) {
        return DEFAULTS.name(name);
    }

    /** Gives the task a name. */
    public TaskOptions name(String name) {
        return new TaskOptions(Objects.requireNonNull(name, "name"), context, priority, eager);
    }

    /** Runs the task in this context itself, so that the caller sees what it sets. */
    public TaskOptions context(Context context) {
        return new TaskOptions(name, Objects.requireNonNull(context, "context"), priority, eager);
    }

    /** Gives the task a priority; see {@link Task#setPriority}. */
    public TaskOptions priority(int priority) {
        return new TaskOptions(name, context, priority, eager);
    }

    /**
     * Runs the task's first step at once, before {@code createTask} returns, or not: {@code eager_start}. The loop must be
     * running.
     */
    public TaskOptions eager(boolean eager) {
        return new TaskOptions(name, context, priority, eager);
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    Context context() {
        return context;
    }

    int priority() {
        return priority;
    }

    boolean eagerOr(boolean loopsChoice) {
        return eager == null ? loopsChoice : eager;
    }
}

package dev.reprise.junit;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.CoroutineTracker;
import dev.reprise.junit.TestLoop.Fault;
import dev.reprise.junit.TestLoop.Time;
import dev.reprise.loop.Context;
import dev.reprise.loop.DeadlockException;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Promise;
import dev.reprise.loop.TimerHandle;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import dev.reprise.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One test: the loop on which its methods run, and what is found when they have ended.
 *
 * <p>It belongs to the thread on which JUnit calls a method of the test; JUnit may change that between two of them.
 */
final class TestRun {

    /** How long tasks that were left may take to unwind, on the test's clock. */
    private static final Duration UNWINDING = Duration.ofMinutes(1);

    /** How many passes a task has to end in that the test cancelled without waiting for it. */
    private static final int PASSES_AFTER_CANCEL = 100;

    private static final ThreadLocal<@Nullable TestRun> CURRENT = new ThreadLocal<>();

    private final Settings settings;
    private final @Nullable VirtualTime time;
    private final EventLoop loop;

    /** All methods of the test run in it, so that each sees what those before it have set. */
    private final Context context = Context.copy();

    private final CoroutineTracker tracker = new CoroutineTracker();

    private final List<ErrorContext> reported = new ArrayList<>();

    /** Whether a method has failed: then what is left is no news. */
    private boolean failed;

    /** The method that runs. */
    private String name = "test";

    TestRun(Settings settings) {
        this.settings = settings;
        LoopOptions options = LoopOptions.defaults();
        time = settings.time() == Time.VIRTUAL ? new VirtualTime() : null;
        if (time != null) {
            options = options.time(time);
        }
        if (settings.seed().isPresent()) {
            options = options.shuffle(settings.seed().getAsLong());
        }
        loop = new EventLoop(options);
        loop.setExceptionHandler((of, error) -> reported.add(error));
    }

    EventLoop loop() {
        return loop;
    }

    Optional<VirtualTime> time() {
        return Optional.ofNullable(time);
    }

    // --------------------------------------------------------------------------------------------------------- runs

    /** Returns the run of the test whose method runs on this thread, or null. */
    static @Nullable TestRun current() {
        return CURRENT.get();
    }

    /** What a method of the test does. */
    interface Body<T extends @Nullable Object> {
        T run() throws Throwable;
    }

    /** Runs a method of the test. */
    <T extends @Nullable Object> T during(String method, Body<T> body) throws Throwable {
        TestRun outer = CURRENT.get();
        CURRENT.set(this);
        name = method;
        tracker.begin();
        try {
            return body.run();
        } catch (Throwable failure) {
            failed = true;
            throw failure;
        } finally {
            tracker.end();
            CURRENT.set(outer);
        }
    }

    /** Runs a coroutine, and says more of its failure. */
    <T extends @Nullable Object> T run(Awaitable<T> awaitable) {
        Task<T> main = loop.createTask(
                awaitable, TaskOptions.named(name).context(context).eager(false));
        try {
            return loop.runUntilComplete(main);
        } catch (DeadlockException deadlock) {
            AssertionError hang = Faults.hang(loop, main, deadlock);
            tellSeed(hang);
            throw hang;
        } catch (Throwable failure) {
            if (failure instanceof InterruptedException) {
                failure.addSuppressed(new Note(Faults.interrupted(loop)));
            }
            tellSeed(failure);
            throw failure;
        }
    }

    private void tellSeed(Throwable failure) {
        String replay = settings.replay();
        if (replay != null) {
            failure.addSuppressed(new Note(replay));
        }
    }

    /** Runs a coroutine that is a whole test. */
    static <T extends @Nullable Object> T runAlone(Awaitable<T> awaitable) {
        TestRun run = new TestRun(Settings.DEFAULTS);
        try {
            return run.during("test", () -> run.run(awaitable));
        } catch (Throwable failure) {
            throw Faults.sneaky(failure);
        } finally {
            run.finish(run.failed);
        }
    }

    // ---------------------------------------------------------------------------------------------------------- end

    /**
     * Ends the test: closes the loop, and fails for what was left.
     *
     * @param hasFailed whether the test has failed anyway
     */
    void finish(boolean hasFailed) {
        if (loop.isRunning()) {
            return; // on the thread of a test that JUnit has given up: it failed for that
        }
        List<AssertionError> faults = new ArrayList<>();
        Set<Task<?>> left = tasksLeft();
        if (!hasFailed && !failed) {
            addWhatIsLeft(left, faults);
        }
        Set<Task<?>> stuck = unwind();
        loop.close();
        reported.removeIf(error -> stuck.contains(error.source())); // the loop says of them that it drops them
        if (!stuck.isEmpty()) {
            faults.add(Faults.tasksStuck(stuck));
        }
        if (!settings.tolerates(Fault.ERRORS_REPORTED)) {
            reported.forEach(error -> faults.add(Faults.reported(error)));
        }
        if (!faults.isEmpty()) {
            AssertionError first = faults.get(0);
            faults.subList(1, faults.size()).forEach(first::addSuppressed);
            tellSeed(first);
            throw first;
        }
    }

    private void addWhatIsLeft(Set<Task<?>> left, List<AssertionError> faults) {
        if (!left.isEmpty() && !settings.tolerates(Fault.TASKS_LEFT)) {
            faults.add(Faults.tasksLeft(loop, left));
        }
        List<CoroutineTracker.NeverStarted> never = neverStarted();
        if (!never.isEmpty() && !settings.tolerates(Fault.NEVER_AWAITED)) {
            faults.add(Faults.neverAwaited(never));
        }
    }

    /** Returns the tasks that have not ended. If the test has cancelled them all, they may unwind first, without a wait. */
    private Set<Task<?>> tasksLeft() {
        Set<Task<?>> left = loop.allTasks();
        left.removeIf(task -> task.cancelling() > 0);
        if (!left.isEmpty()) {
            return left;
        }
        boolean ready = true;
        for (int pass = 0;
                pass < PASSES_AFTER_CANCEL && ready && !loop.allTasks().isEmpty();
                pass++) {
            ready = loop.runOnce();
        }
        return loop.allTasks();
    }

    /** What a task that was left would run is that task's matter. */
    private List<CoroutineTracker.NeverStarted> neverStarted() {
        List<Coroutine<?>> ofTasks = new ArrayList<>();
        loop.allTasks().forEach(task -> task.coroutine().ifPresent(ofTasks::add));
        return tracker.neverStarted().stream()
                .filter(made -> ofTasks.stream().noneMatch(coroutine -> coroutine == made.coroutine()))
                .toList();
    }

    /** Cancels what is left, so that it holds nothing after the test; returns the tasks that would not end. */
    private Set<Task<?>> unwind() {
        Set<Task<?>> tasks = loop.allTasks();
        tasks.forEach(task -> task.cancel("the test has ended"));
        Set<Task<?>> stuck = runUntilEnded(tasks);
        stuck.addAll(runUntilEnded(
                Set.of(loop.createTask(loop.shutdownAsyncGenerators(), "the closing of async generators"))));
        return stuck;
    }

    /** Runs until tasks have ended, but not too long; returns those that have not. */
    private Set<Task<?>> runUntilEnded(Set<Task<?>> tasks) {
        Set<Task<?>> pending = new LinkedHashSet<>(tasks);
        if (pending.isEmpty()) {
            return pending;
        }
        Promise<Boolean> ended = loop.createPromise();
        TimerHandle limit = loop.callLater(UNWINDING, () -> ended.setResult(false));
        for (Task<?> task : tasks) {
            task.addDoneCallback(done -> {
                pending.remove(task);
                if (pending.isEmpty() && !ended.done()) {
                    ended.setResult(true);
                }
            });
        }
        try {
            loop.runUntilComplete(ended);
        } finally {
            limit.cancel();
        }
        return pending;
    }
}

package dev.reprise;

import dev.reprise.io.AsyncProcess;
import dev.reprise.io.ConnectOptions;
import dev.reprise.io.Connection;
import dev.reprise.io.ConnectionHandler;
import dev.reprise.io.ProcessOptions;
import dev.reprise.io.Processes;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.Streams;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Promise;
import dev.reprise.scope.CancelScope;
import dev.reprise.scope.Select;
import dev.reprise.scope.StaggeredRace;
import dev.reprise.scope.TaskGroup;
import dev.reprise.scope.Timeout;
import dev.reprise.scope.WaitFor;
import dev.reprise.task.AsCompleted;
import dev.reprise.task.BlockingCallable;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Gather;
import dev.reprise.task.Outcome;
import dev.reprise.task.ReturnWhen;
import dev.reprise.task.Runner;
import dev.reprise.task.Shield;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import dev.reprise.task.TaskOptions;
import dev.reprise.task.Threads;
import dev.reprise.task.WaitUntil;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * asyncio's module functions, and what goes with them, to be imported statically: {@code import static
 * dev.reprise.Reprise.*}. Each method says in one line where it really stands, and there is its contract.
 */
public final class Reprise {

    private Reprise() {}

    // ---------------------------------------------------------------------------------------------------------- runs

    /** Runs a program on a new loop: {@code asyncio.run}. See {@link Runner#runMain(Awaitable)}. */
    public static <T extends @Nullable Object> T run(Awaitable<T> main) {
        return Runner.runMain(main);
    }

    /** The same with options for the loop, such as {@code debug}. See {@link Runner#runMain(Awaitable, LoopOptions)}. */
    public static <T extends @Nullable Object> T run(Awaitable<T> main, LoopOptions options) {
        return Runner.runMain(main, options);
    }

    // --------------------------------------------------------------------------------------------------------- tasks

    /** Makes a task on the running loop: {@code asyncio.create_task}. See {@link EventLoop#createTask(Awaitable)}. */
    public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable) {
        return EventLoop.current().createTask(awaitable);
    }

    /** The same with a name for the task. See {@link EventLoop#createTask(Awaitable, String)}. */
    public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable, String name) {
        return EventLoop.current().createTask(awaitable, name);
    }

    /** The same with options. See {@link EventLoop#createTask(Awaitable, TaskOptions)}. */
    public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable, TaskOptions options) {
        return EventLoop.current().createTask(awaitable, options);
    }

    /**
     * Makes a task, or returns a promise as it is, on the running loop or the one that is to run next: {@code
     * asyncio.ensure_future}. See {@link EventLoop#ensurePromise} and {@link EventLoop#getEventLoop}.
     */
    public static <T extends @Nullable Object> Promise<T> ensureFuture(Awaitable<T> awaitable) {
        return EventLoop.getEventLoop().ensurePromise(awaitable);
    }

    /** Returns the loop of this thread: {@code asyncio.get_event_loop}. See {@link EventLoop#getEventLoop}. */
    public static EventLoop getEventLoop() {
        return EventLoop.getEventLoop();
    }

    /** Sets the loop of this thread: {@code asyncio.set_event_loop}. See {@link EventLoop#setEventLoop}. */
    public static void setEventLoop(@Nullable EventLoop loop) {
        EventLoop.setEventLoop(loop);
    }

    /** Makes a loop: {@code asyncio.new_event_loop}. See {@link EventLoop#newEventLoop}. */
    public static EventLoop newEventLoop() {
        return EventLoop.newEventLoop();
    }

    /** Returns the tasks of the running loop that have not ended: {@code asyncio.all_tasks}. See {@link EventLoop#allTasks}. */
    public static Set<Task<?>> allTasks() {
        return EventLoop.current().allTasks();
    }

    /** Returns the task whose step is under way: {@code asyncio.current_task}. See {@link EventLoop#currentTask}. */
    public static Optional<Task<?>> currentTask() {
        return EventLoop.current().currentTask();
    }

    /** Waits until time has passed: {@code asyncio.sleep}. See {@link Sleep#sleep}. */
    public static Coroutine<Void> sleep(Duration delay) {
        return Sleep.sleep(delay);
    }

    /** Waits until a time of the loop. See {@link Sleep#sleepUntil}. */
    public static Coroutine<Void> sleepUntil(Duration loopTime) {
        return Sleep.sleepUntil(loopTime);
    }

    /** Gives way once: {@code asyncio.sleep(0)}. See {@link Sleep#interrupt}. */
    public static Coroutine<Void> interrupt() {
        return Sleep.interrupt();
    }

    /** Calls what blocks, on another thread: {@code asyncio.to_thread}. See {@link Threads#toThread}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> toThread(BlockingCallable<T, X> work)
            throws X {
        return Threads.toThread(work);
    }

    // ----------------------------------------------------------------------------------------------- several at once

    /** Waits for several awaitables that run at once: {@code asyncio.gather}. See {@link Gather#gather(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> Coroutine<List<T>> gather(Awaitable<? extends T>... awaitables) {
        return Gather.gather(awaitables);
    }

    /** The same for awaitables in a collection. See {@link Gather#gather(Collection)}. */
    public static <T extends @Nullable Object> Coroutine<List<T>> gather(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.gather(awaitables);
    }

    /** The same, but failures are results: {@code return_exceptions}. See {@link Gather#gatherOutcomes(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> Coroutine<List<Outcome<T>>> gatherOutcomes(
            Awaitable<? extends T>... awaitables) {
        return Gather.gatherOutcomes(awaitables);
    }

    /** The same for awaitables in a collection. See {@link Gather#gatherOutcomes(Collection)}. */
    public static <T extends @Nullable Object> Coroutine<List<Outcome<T>>> gatherOutcomes(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.gatherOutcomes(awaitables);
    }

    /** Gives results as they come: {@code asyncio.as_completed}. See {@link AsCompleted#asCompleted(Collection)}. */
    public static <T extends @Nullable Object> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return AsCompleted.asCompleted(awaitables);
    }

    /** The same within a time. See {@link AsCompleted#asCompleted(Collection, Duration)}. */
    public static <T extends @Nullable Object> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables, Duration timeout) {
        return AsCompleted.asCompleted(awaitables, timeout);
    }

    /** Waits for some or all of several promises: {@code asyncio.wait}. See {@link WaitUntil}. */
    public static <P extends Promise<?>> Coroutine<WaitUntil.Waited<P>> waitUntil(
            ReturnWhen when, Collection<? extends P> promises) {
        return WaitUntil.waitUntil(when, promises);
    }

    /** The same within a time, at whose end it returns. See {@link WaitUntil}. */
    public static <P extends Promise<?>> Coroutine<WaitUntil.Waited<P>> waitUntil(
            ReturnWhen when, Collection<? extends P> promises, Duration timeout) {
        return WaitUntil.waitUntil(when, promises, timeout);
    }

    /** Runs tasks that end before the block is left: {@code asyncio.TaskGroup}. See {@link TaskGroup#taskGroup}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> taskGroup(
            AsyncFunction<TaskGroup, T, X> block) throws X {
        return TaskGroup.taskGroup(block);
    }

    /** Goes on with the first that is there: Kotlin's {@code select}. See {@link Select#select(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <R extends @Nullable Object> Coroutine<R> select(Select.Case<? extends R>... cases) {
        return Select.select(cases);
    }

    /** A case of {@link #select}. See {@link Select#on}. */
    public static <A extends @Nullable Object, R extends @Nullable Object, X extends Exception> Select.Case<R> on(
            Awaitable<A> awaitable, AsyncFunction<A, R, X> then) throws X {
        return Select.on(awaitable, then);
    }

    /** Starts blocks one after the other until one succeeds: {@code staggered_race}. See {@link StaggeredRace}. */
    public static <T extends @Nullable Object> Coroutine<StaggeredRace.Result<T>> staggeredRace(
            List<? extends AsyncCallable<? extends T, ?>> blocks, @Nullable Duration delay) {
        return StaggeredRace.staggeredRace(blocks, delay);
    }

    // -------------------------------------------------------------------------------------- timeouts and cancellation

    /** Keeps a cancellation from what is awaited: {@code asyncio.shield}. See {@link Shield#shield}. */
    public static <T extends @Nullable Object> Coroutine<T> shield(Awaitable<T> awaitable) {
        return Shield.shield(awaitable);
    }

    /** Waits for an awaitable within a time: {@code asyncio.wait_for}. See {@link WaitFor#waitFor}. */
    public static <T extends @Nullable Object> Coroutine<T> waitFor(
            Awaitable<T> awaitable, @Nullable Duration timeout) {
        return WaitFor.waitFor(awaitable, timeout);
    }

    /** Bounds the time of a block: {@code asyncio.timeout}. See {@link Timeout}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> timeout(
            Duration delay, AsyncCallable<T, X> block) throws X {
        return Timeout.timeout(delay, block);
    }

    /** The same with the timeout, which can be rescheduled. See {@link Timeout}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> timeout(
            Duration delay, AsyncFunction<Timeout, T, X> block) throws X {
        return Timeout.timeout(delay, block);
    }

    /** Bounds a block by a time of the loop: {@code asyncio.timeout_at}. See {@link Timeout}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> timeoutAt(
            Duration loopTime, AsyncCallable<T, X> block) throws X {
        return Timeout.timeoutAt(loopTime, block);
    }

    /** The same with the timeout, which can be rescheduled. See {@link Timeout}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> timeoutAt(
            Duration loopTime, AsyncFunction<Timeout, T, X> block) throws X {
        return Timeout.timeoutAt(loopTime, block);
    }

    /** Leaves a block after some time: trio's {@code move_on_after}. See {@link CancelScope}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<Optional<T>> moveOnAfter(
            Duration delay, AsyncCallable<T, X> block) throws X {
        return CancelScope.moveOnAfter(delay, block);
    }

    /** The same with the scope. See {@link CancelScope}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<Optional<T>> moveOnAfter(
            Duration delay, AsyncFunction<CancelScope, T, X> block) throws X {
        return CancelScope.moveOnAfter(delay, block);
    }

    /** Fails after some time: trio's {@code fail_after}. See {@link CancelScope}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> failAfter(
            Duration delay, AsyncCallable<T, X> block) throws X {
        return CancelScope.failAfter(delay, block);
    }

    /** The same with the scope. See {@link CancelScope}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> failAfter(
            Duration delay, AsyncFunction<CancelScope, T, X> block) throws X {
        return CancelScope.failAfter(delay, block);
    }

    /** Leaves a block at a time of the loop: trio's {@code move_on_at}. See {@link CancelScope}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<Optional<T>> moveOnAt(
            Duration loopTime, AsyncCallable<T, X> block) throws X {
        return CancelScope.moveOnAt(loopTime, block);
    }

    /** Fails at a time of the loop: trio's {@code fail_at}. See {@link CancelScope}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> failAt(
            Duration loopTime, AsyncCallable<T, X> block) throws X {
        return CancelScope.failAt(loopTime, block);
    }

    /** Keeps cancellations from a block until it has ended. See {@link CancelScope#shielded}. */
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> shielded(AsyncCallable<T, X> block)
            throws X {
        return CancelScope.shielded(block);
    }

    // ---------------------------------------------------------------------------------------------------- connections

    /** Connects to a host: {@code asyncio.open_connection}. See {@link Streams}. */
    public static Coroutine<Connection> openConnection(String host, int port) throws IOException {
        return Streams.openConnection(host, port);
    }

    /** The same with options. See {@link Streams}. */
    public static Coroutine<Connection> openConnection(String host, int port, ConnectOptions options)
            throws IOException {
        return Streams.openConnection(host, port, options);
    }

    /** Serves each connection to a host's addresses: {@code asyncio.start_server}. See {@link Streams}. */
    public static Coroutine<Server> startServer(ConnectionHandler handler, @Nullable String host, int port)
            throws IOException {
        return Streams.startServer(handler, host, port);
    }

    /** The same with options. See {@link Streams}. */
    public static Coroutine<Server> startServer(
            ConnectionHandler handler, @Nullable String host, int port, ServerOptions options) throws IOException {
        return Streams.startServer(handler, host, port, options);
    }

    /** Starts a program: {@code asyncio.create_subprocess_exec}. See {@link Processes}. */
    public static Coroutine<AsyncProcess> createSubprocessExec(List<String> command, ProcessOptions options)
            throws IOException {
        return Processes.exec(command, options);
    }

    /** Runs a line by the shell: {@code asyncio.create_subprocess_shell}. See {@link Processes}. */
    public static Coroutine<AsyncProcess> createSubprocessShell(String command, ProcessOptions options)
            throws IOException {
        return Processes.shell(command, options);
    }

    // -------------------------------------------------------------------------------------------- checked exceptions

    /** Hides what a block throws from the compiler. See {@link Unchecked}. */
    public static <T extends @Nullable Object> AsyncCallable<T, RuntimeException> unchecked(AsyncCallable<T, ?> block) {
        return Unchecked.unchecked(block);
    }

    /** The same for a block that is given its scope or a value. See {@link Unchecked}. */
    public static <A extends @Nullable Object, T extends @Nullable Object>
            AsyncFunction<A, T, RuntimeException> unchecked(AsyncFunction<A, T, ?> block) {
        return Unchecked.unchecked(block);
    }
}

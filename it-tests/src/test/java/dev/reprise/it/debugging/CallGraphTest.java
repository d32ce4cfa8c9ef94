package dev.reprise.it.debugging;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.asCompleted;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.shield;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.waitFor;
import static dev.reprise.Reprise.waitUntil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.CallGraph;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Joint;
import dev.reprise.task.ReturnWhen;
import dev.reprise.task.Task;
import dev.reprise.task.TaskFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where tasks are, what they wait for, and who awaits them. */
class CallGraphTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final Promise<Void> promise = loop.createPromise();
    private final List<CallGraph> captured = new ArrayList<>();

    @AfterEach
    void close() {
        loop.close();
    }

    private void runBriefly() {
        loop.runOnce();
        loop.runOnce();
    }

    /** The text without what moves: packages, and lines. */
    private static String withoutLines(Object text) {
        return text.toString().replaceAll("[a-z.]+\\.([A-Z])", "$1").replaceAll("\\(\\w+\\.java:\\d+\\)", "");
    }

    @Async
    private static Coroutine<Void> waiting(Awaitable<?> awaited) {
        await(awaited);
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> outer(Awaitable<?> awaited) {
        await(waiting(awaited));
        return Coroutine.done();
    }

    private void capture() {
        captured.add(CallGraph.ofCurrentTask().orElseThrow());
    }

    @Async
    private Coroutine<Void> capturing(int suspensions) {
        for (int i = 0; i < suspensions; i++) {
            await(interrupt());
        }
        capture();
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> callsCapturing(int suspensions) {
        await(capturing(suspensions));
        return Coroutine.done();
    }

    @Test
    void aTaskThatRunsIsWhereItsThreadIs() {
        for (int suspensions = 0; suspensions < 2; suspensions++) {
            loop.runUntilComplete(loop.createTask(callsCapturing(suspensions), "main"));
            assertEquals("""
                    Task 'main'
                        at CallGraphTest.capture
                        at async CallGraphTest.capturing
                        at async CallGraphTest.callsCapturing
                    """, withoutLines(captured.get(suspensions)), "suspensions: " + suspensions);
        }
    }

    /** The runtime begins the await of what is not called where it is awaited; nothing of that is seen. */
    @Test
    void aTaskThatAwaitsACoroutineOfAVariableIsWhereItsThreadIs() {
        loop.runUntilComplete(loop.createTask(waiting(capturing(0)), "main"));
        assertEquals("""
                Task 'main'
                    at CallGraphTest.capture
                    at async CallGraphTest.capturing
                    at async CallGraphTest.waiting
                """, withoutLines(captured.get(0)));
    }

    @Test
    void aLambdaHasTheNameOfTheMethodAroundIt() {
        Supplier<Coroutine<Void>> lambda = () -> {
            await(promise);
            capture();
            return Coroutine.done();
        };
        Task<Void> task = loop.createTask(lambda.get(), "main");
        runBriefly();
        assertEquals("""
                Task 'main'
                    at async CallGraphTest.aLambdaHasTheNameOfTheMethodAroundIt
                """, withoutLines(CallGraph.of(task)).replaceAll("\\$\\d+", ""));
        end(promise);
        runBriefly();
        assertEquals("""
                Task 'main'
                    at CallGraphTest.capture
                    at async CallGraphTest.aLambdaHasTheNameOfTheMethodAroundIt
                """, withoutLines(captured.get(0)).replaceAll("\\$\\d+", ""));
    }

    @SuppressWarnings("NullAway") // Void has no value but null
    private static void end(Promise<Void> promise) {
        promise.setResult(null);
    }

    @Test
    void anEagerTaskHasOnlyItsOwnFrames() {
        loop.setTaskFactory(TaskFactory.eager());
        loop.runUntilComplete(startsEagerly());
        assertEquals("""
                Task 'eager'
                    at CallGraphTest.capture
                    at async CallGraphTest.capturing
                """, withoutLines(captured.get(0)));
    }

    @Async
    private Coroutine<Void> startsEagerly() {
        await(loop.createTask(capturing(0), "eager"));
        return Coroutine.done();
    }

    @Test
    void aPromiseHasNoStackButThoseWhoAwaitIt() {
        loop.createTask(outer(promise), "a");
        Task<Void> b = loop.createTask(waiting(promise), "b");
        loop.createTask(waiting(b), "c");
        runBriefly();
        CallGraph graph = CallGraph.of(promise);
        assertSame(promise, graph.promise());
        assertEquals("""
                <Promise pending>
                    awaited by Task 'a'
                        at async CallGraphTest.waiting
                        at async CallGraphTest.outer
                    awaited by Task 'b'
                        at async CallGraphTest.waiting
                        awaited by Task 'c'
                            at async CallGraphTest.waiting
                """, withoutLines(graph));
    }

    @Test
    void aFrameNamesFileAndLine() {
        Task<Void> task = loop.createTask(waiting(promise));
        runBriefly();
        CallGraph.Frame frame = CallGraph.of(task).stack().get(0);
        StackTraceElement place = task.coroutine().orElseThrow().location().orElseThrow();
        assertEquals(new CallGraph.Frame(place, true), frame);
        assertEquals("at async " + place, frame.toString());
        assertEquals("CallGraphTest.java", place.getFileName());
    }

    @Test
    void whoAwaitsSeveralIsThereOnceWithItsStack() {
        Task<Void> inner = loop.createTask(waiting(promise), "inner");
        Task<Void> left = loop.createTask(waiting(inner), "left");
        Task<Void> right = loop.createTask(waiting(inner), "right");
        loop.createTask(waiting(gather(left, right)), "top");
        runBriefly();
        CallGraph graph = CallGraph.of(inner);
        assertEquals("""
                Task 'inner'
                    at async CallGraphTest.waiting
                    awaited by Task 'left'
                        at async CallGraphTest.waiting
                        awaited by Task 'top'
                            at async Gather.gathered
                            at async CallGraphTest.waiting
                    awaited by Task 'right'
                        at async CallGraphTest.waiting
                        awaited by Task 'top', see above
                """, withoutLines(graph));
        assertSame(
                graph.awaitedBy().get(0).awaitedBy().get(0),
                graph.awaitedBy().get(1).awaitedBy().get(0));
    }

    @Test
    void aCircleEnds() {
        List<Task<?>> tasks = new ArrayList<>();
        Awaitable<Void> later = () -> waiting(tasks.get(1));
        tasks.add(loop.createTask(waiting(later), "a"));
        tasks.add(loop.createTask(waiting(tasks.get(0)), "b"));
        runBriefly();
        assertEquals("""
                Task 'a'
                    at async CallGraphTest.waiting
                    at async CallGraphTest.waiting
                    awaited by Task 'b'
                        at async CallGraphTest.waiting
                """, withoutLines(CallGraph.of(tasks.get(0))));
        assertEquals("""
                Task 'a'
                    at async CallGraphTest.waiting
                    at async CallGraphTest.waiting
                    waits for Task 'b'
                        at async CallGraphTest.waiting
                        waits for Task 'a', see above
                """, withoutLines(CallGraph.describe(loop)));
    }

    @Test
    void allTasksOfALoopAreDescribedWithWhatTheyWaitFor() {
        Task<Void> sleeper = loop.createTask(sleep(Duration.ofSeconds(10)), "sleeper");
        Task<Void> reader = loop.createTask(waiting(promise), "reader");
        loop.createTask(outer(gather(sleeper, reader)), "main");
        loop.createTask(waiting(reader), "second").cancel();
        runBriefly();
        loop.createTask(waiting(promise), "late");
        Promise<Void> done = loop.createPromise();
        loop.createTask(waiting(new Joint<>(loop, List.of(done, promise, sleeper))), "joint");
        runBriefly();
        loop.createTask(interrupt(), "new");
        done.cancel();
        assertEquals("""
                Task 'main'
                    at async Gather.gathered
                    at async CallGraphTest.waiting
                    at async CallGraphTest.outer
                    waits for Task 'sleeper'
                        waits for <sleep until PT10S pending>
                    waits for Task 'reader'
                        at async CallGraphTest.waiting
                        waits for <Promise pending>
                Task 'late'
                    at async CallGraphTest.waiting
                    waits for <Promise pending>
                Task 'joint'
                    at async CallGraphTest.waiting
                    waits for <Promise pending>
                    waits for Task 'sleeper', see above
                Task 'new', not started
                """, withoutLines(CallGraph.describe(loop)));
        assertEquals(List.of(), CallGraph.of(reader).awaitedBy().get(0).awaitedBy());
    }

    /** What waits for others by a promise of its own leads to them. */
    @Test
    void scopesAndWaitsLeadToWhatTheyWaitFor() {
        Task<Void> awaited = loop.createTask(waiting(promise), "awaited");
        loop.createTask(waiting(shield(awaited)), "shields");
        loop.createTask(waiting(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(awaited))), "waits");
        loop.createTask(waiting(waitFor(awaited, Duration.ofSeconds(1))), "waits for");
        loop.createTask(completing(awaited), "as completed");
        loop.createTask(waiting(waitFor(awaited, Duration.ZERO)), "cancels, and waits");
        loop.runOnce();
        assertEquals(
                List.of("shields", "waits", "waits for", "as completed", "cancels, and waits"),
                CallGraph.of(awaited).awaitedBy().stream()
                        .map(awaiter -> ((Task<?>) awaiter.promise()).name())
                        .toList());
    }

    @Async
    private static Coroutine<Void> completing(Awaitable<Void> awaited) {
        for (Coroutine<Void> next : asCompleted(List.of(awaited))) {
            await(next);
        }
        return Coroutine.done();
    }

    @Test
    void whatIsReadyRunningOrCancelledSaysSo() {
        Task<Void> waits = loop.createTask(waiting(promise), "waits");
        loop.createTask(describing(), "describes");
        runBriefly();
        promise.cancel();
        waits.cancel();
        assertEquals("""
                Task 'waits', ready, cancelling
                    at async CallGraphTest.waiting
                    waits for <Promise cancelled>
                """, withoutLines(CallGraph.describe(loop)));
        assertEquals(
                List.of("Task 'describes', running"),
                described.lines().filter(line -> line.contains("describes")).toList());
    }

    private String described = "";

    @Async
    private Coroutine<Void> describing() {
        described = CallGraph.describe(loop);
        return Coroutine.done();
    }

    @Test
    void outsideOfATaskThereIsNone() {
        List<Optional<CallGraph>> graphs = new ArrayList<>();
        loop.callSoon(() -> graphs.add(CallGraph.ofCurrentTask()));
        runBriefly();
        assertEquals(List.of(Optional.empty()), graphs);
        assertThrows(IllegalStateException.class, CallGraph::ofCurrentTask);
    }
}

package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop as a guest; the host's thread is mostly that of the test, which runs each pass by hand. */
@Timeout(20)
class GuestRunTest {

    private final CallbackLoop loop = new CallbackLoop();
    private final HandHost host = new HandHost();
    private final Pipe pipe = Pipe.open();
    private final List<String> log = new ArrayList<>();

    GuestRunTest() throws IOException {
        pipe.source().configureBlocking(false);
    }

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.message() + ": " + context.exception()));
    }

    @AfterEach
    void close() throws Exception {
        if (!host.refuses) {
            loop.stop();
            while (Thrown.isRefused(loop::close)) {
                host.runNext();
            }
        }
        pipe.source().close();
        pipe.sink().close();
    }

    private Runnable say(String what) {
        return () -> log.add(what);
    }

    /** Runs passes until the loop waits. */
    private GuestRun startAndIdle() throws InterruptedException {
        GuestRun run = GuestRun.start(loop, host);
        host.runNext();
        assertEquals(0, host.queued());
        return run;
    }

    // ------------------------------------------------------------------------------------------------- turn by turn

    @Test
    void eachPassIsOneCallAndTheHostHasItsTurnBetweenTwo() throws InterruptedException {
        loop.callSoon(() -> {
            log.add("first pass");
            loop.callSoon(say("second pass"));
        });
        GuestRun.start(loop, host);
        assertEquals(List.of(), log);
        host.execute(say("host"));
        host.runNext();
        assertEquals(List.of("first pass"), log);
        host.runNext();
        host.runNext();
        assertEquals(List.of("first pass", "host", "second pass"), log);
    }

    @Test
    void withABudgetPassesFollowEachOtherUntilNothingIsReady() throws InterruptedException {
        countDown(1_000);
        GuestRun.start(loop, host, Duration.ofHours(1));
        host.runNext();
        assertEquals(List.of("0"), log);
    }

    private void countDown(int left) {
        if (left == 0) {
            log.add("0");
        } else {
            loop.callSoon(() -> countDown(left - 1));
        }
    }

    @Test
    void theLoopRunsDuringAPassOnly() throws InterruptedException {
        loop.callSoon(() -> log.add(loop.isRunning() + " " + (CallbackLoop.running() == loop)));
        GuestRun.start(loop, host);
        assertFalse(loop.isRunning());
        host.runNext();
        assertEquals(List.of("true true"), log);
        assertFalse(loop.isRunning());
        assertNull(CallbackLoop.running());
    }

    @Test
    void passesMayRunOnChangingThreads() throws Exception {
        CompletableFuture<List<Thread>> threads = new CompletableFuture<>();
        collectThreads(new ArrayList<>(), threads);
        // A pass is given to the host at the end of the one before, so they follow each other here, too.
        GuestRun run = GuestRun.start(loop, pass -> new Thread(pass).start());
        assertEquals(10, threads.get().stream().distinct().count());
        run.stop();
        run.ended().get();
    }

    private void collectThreads(List<Thread> seen, CompletableFuture<List<Thread>> all) {
        loop.callLater(Duration.ofNanos(1), () -> {
            seen.add(Thread.currentThread());
            if (seen.size() < 10) {
                collectThreads(seen, all);
            } else {
                all.complete(seen);
            }
        });
    }

    @Test
    void anotherLoopCanBeTheHost() throws Exception {
        CallbackLoop outer = new CallbackLoop();
        CompletableFuture<CompletableFuture<String>> result = new CompletableFuture<>();
        Promise<String> promise = loop.createPromise();
        loop.callLater(Duration.ofMillis(1), () -> promise.setResult(String.valueOf(CallbackLoop.running() == loop)));
        outer.callSoon(() -> result.complete(
                GuestRun.runUntilComplete(promise, outer::callSoonThreadsafe).thenApply(value -> {
                    outer.stop();
                    return value + " " + (CallbackLoop.running() == outer);
                })));
        outer.runForever();
        outer.close();
        assertEquals("true true", result.get().get());
    }

    // ------------------------------------------------------------------------------------- what ends the loop's wait

    /** Does something on the host's thread while the loop waits, and then expects one more pass. */
    private void assertWakes(Thrown.Call change, String... logged) throws Throwable {
        startAndIdle();
        change.run();
        host.runNext();
        assertEquals(List.of(logged), log);
    }

    @Test
    void callSoonWakes() throws Throwable {
        assertWakes(() -> loop.callSoon(say("callback")), "callback");
    }

    @Test
    void callSoonThreadsafeWakes() throws Throwable {
        assertWakes(() -> new Thread(() -> loop.callSoonThreadsafe(say("callback"))).start(), "callback");
    }

    @Test
    void theEndOfAPromiseWakes() throws Throwable {
        Promise<String> promise = loop.createPromise();
        promise.addDoneCallback(done -> log.add(done.result()));
        assertWakes(() -> promise.setResult("done"), "done");
    }

    @Test
    void aTimerThatIsSetWakesAndIsDueThen() throws Throwable {
        startAndIdle();
        loop.callLater(Duration.ofMillis(1), say("timer"));
        while (log.isEmpty()) {
            host.runNext();
        }
        assertEquals(List.of("timer"), log);
    }

    @Test
    void aTimerFromBeforeEndsTheWait() throws InterruptedException {
        loop.callLater(Duration.ofMillis(1), say("timer"));
        GuestRun.start(loop, host);
        while (log.isEmpty()) {
            host.runNext();
        }
        assertEquals(List.of("timer"), log);
    }

    @Test
    void aChannelThatIsReadyEndsTheWaitAndTheHostRunsMeanwhile() throws Exception {
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        watch.onReadable(() -> {
            log.add("readable");
            watch.close();
        });
        startAndIdle();
        host.execute(say("host"));
        host.runNext();
        pipe.sink().write(ByteBuffer.allocate(1));
        host.runNext();
        assertEquals(List.of("host", "readable"), log);
    }

    /** The loop waits parked at first, then in a selector; the host's code watches, asks, closes and watches anew. */
    @Test
    void theHostWatchesChannelsWhileTheLoopWaits() throws Exception {
        pipe.sink().write(ByteBuffer.allocate(1));
        startAndIdle();
        for (int i = 1; i <= 500; i++) {
            ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
            watch.onReadable(() -> {
                log.add("readable");
                watch.onReadable(null);
            });
            while (log.size() < i) {
                host.runNext();
            }
            host.runAll();
            watch.close();
        }
        assertEquals(500, log.size());
    }

    @Test
    void whatTheHostAsksOfAChannelThatIsWatchedAlreadyWakesOnce() throws Exception {
        CountingPoller poller = new CountingPoller(Poller.selecting());
        CallbackLoop other = new CallbackLoop(Clock.system(), poller);
        ChannelWatch watch = ChannelWatch.of(other, pipe.source());
        GuestRun.start(other, host);
        host.runNext();
        assertEquals(0, poller.wakeUps.get());
        watch.onReadable(say("readable"));
        assertEquals(1, poller.wakeUps.get());
        watch.onReadable(null);
        other.callSoon(say("callback"));
        assertEquals(1, poller.wakeUps.get());
        host.runNext();
        assertEquals(List.of("callback"), log);
        other.stop();
        host.runNext();
        other.close();
    }

    @Test
    void aSocketThatTheHostClosesLeavesTheSelectorThoughNothingElseHappens() throws Exception {
        Poller poller = Poller.selecting();
        CallbackLoop other = new CallbackLoop(Clock.system(), poller);
        SocketChannel socket = SocketChannel.open();
        socket.configureBlocking(false);
        ChannelWatch watch = ChannelWatch.of(other, socket);
        GuestRun.start(other, host);
        host.runNext();
        watch.close();
        socket.close();
        host.runNext();
        assertEquals("<SelectorPoller of 0 channels>", poller.toString());
        other.stop();
        host.runNext();
        other.close();
    }

    @Test
    void aChannelThatTheHostClosesIsReleasedThoughNothingElseHappens() throws Exception {
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        watch.onReadable(say("readable"));
        startAndIdle();
        watch.close();
        pipe.source().close();
        host.runNext();
        assertThrows(IOException.class, () -> pipe.sink().write(ByteBuffer.allocate(1)));
        assertEquals(List.of(), log);
    }

    // ------------------------------------------------------------------------------------------------------- the end

    @Test
    void stoppedInAPassItEndsAfterWhatWasReady() throws Exception {
        loop.callSoon(() -> {
            loop.callSoon(say("later"));
            loop.stop();
        });
        loop.callSoon(say("ready"));
        CompletableFuture<?> ended = GuestRun.start(loop, host).ended();
        host.runNext();
        assertNull(ended.get());
        assertEquals(0, host.queued());
        loop.runOnce();
        assertEquals(List.of("ready", "later"), log);
    }

    @Test
    void stoppedByTheHostWhileItWaitsItEnds() throws Exception {
        CompletableFuture<?> ended = startAndIdle().ended();
        loop.stop();
        host.runNext();
        assertNull(ended.get());
    }

    @Test
    void stoppedByAnotherThreadItEndsAndTheLoopCanBeClosedAtOnce() throws Exception {
        GuestRun run = startAndIdle();
        CompletableFuture<?> closed = run.ended().thenRun(loop::close);
        Thread stopping = new Thread(run::stop);
        stopping.start();
        host.runNext();
        assertNull(closed.get());
        assertTrue(loop.isClosed());
        stopping.join();
        run.stop();
    }

    @Test
    void stoppingARunThatHasEndedDoesNotStopTheNext() throws Exception {
        GuestRun first = startAndIdle();
        loop.stop();
        host.runNext();
        GuestRun second = startAndIdle();
        first.stop();
        host.runNext();
        assertFalse(second.ended().isDone());
        assertTrue(second.toString().startsWith("<GuestRun of "), second::toString);
        assertTrue(first.toString().endsWith(", ended>"), first::toString);
    }

    @Test
    void aFailureOfACallbackIsReportedAndTheRunGoesOn() throws InterruptedException {
        loop.callSoon(() -> {
            throw new IllegalStateException("boom");
        });
        loop.callSoon(say("next"));
        GuestRun.start(loop, host);
        host.runNext();
        assertEquals(List.of("unhandled exception in a callback: java.lang.IllegalStateException: boom", "next"), log);
    }

    @Test
    void aFatalErrorEndsTheRunWithItself() throws InterruptedException {
        InternalError fatal = new InternalError("the machine");
        loop.callSoon(() -> {
            throw fatal;
        });
        CompletableFuture<?> ended = GuestRun.start(loop, host).ended();
        host.runNext();
        assertSame(fatal, failure(ended));
        assertEquals(List.of(), log);
        assertEquals(0, host.queued());
    }

    @Test
    void aFatalErrorThatNobodyWouldHearOfIsReported() throws InterruptedException {
        loop.callSoon(() -> {
            throw new InternalError("the machine");
        });
        GuestRun.start(loop, host);
        host.runNext();
        assertEquals(List.of("the run of a loop on its host failed: java.lang.InternalError: the machine"), log);
    }

    @Test
    void anInterruptOfTheHostsThreadEndsTheRun() throws InterruptedException {
        CompletableFuture<?> ended = GuestRun.start(loop, host).ended();
        Thread.currentThread().interrupt();
        host.runNextUninterrupted();
        assertInstanceOf(InterruptedException.class, failure(ended));
    }

    @Test
    void aPollerThatFailsEndsTheRunOnTheHostsThread() throws InterruptedException {
        CallbackLoop failing = new CallbackLoop(Clock.system(), new FailingPoller());
        CompletableFuture<?> ended = GuestRun.start(failing, host).ended();
        CompletableFuture<Thread> thread = ended.handle((nothing, failure) -> Thread.currentThread());
        host.runNext();
        assertFalse(ended.isDone());
        host.runNext();
        assertEquals("broken", failure(ended).getMessage());
        assertSame(Thread.currentThread(), thread.join());
        failing.close();
    }

    private static final class FailingPoller implements Poller {

        @Override
        public void poll(long nanos) {}

        @Override
        public void wakeUp() {}

        @Override
        public void waitForEvents(long nanos) {
            throw new IllegalStateException("broken");
        }
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return Objects.requireNonNull(
                assertThrows(CompletionException.class, future::join).getCause());
    }

    // ------------------------------------------------------------------------------------------------------ bad hosts

    @Test
    void aHostThatRefusesTheFirstPassIsToldToTheCallerAndTheLoopIsFree() {
        host.refuses = true;
        assertThrows(RejectedExecutionException.class, () -> GuestRun.start(loop, host));
        loop.runOnce();
    }

    @Test
    void aHostThatRefusesAPassAfterAnotherEndsTheRun() throws InterruptedException {
        loop.callSoon(() -> loop.callSoon(say("left for another run")));
        CompletableFuture<?> ended = GuestRun.start(loop, host).ended();
        host.refuses = true;
        host.runNext();
        assertRefused(ended);
        loop.runOnce();
        assertEquals(List.of("left for another run"), log);
    }

    @Test
    void aHostThatRefusesAPassAfterAWaitEndsTheRun() throws InterruptedException {
        CompletableFuture<?> ended = startAndIdle().ended();
        host.refuses = true;
        loop.callSoon(say("left for another run"));
        assertRefused(ended);
        loop.runOnce();
        assertEquals(List.of("left for another run"), log);
    }

    private static void assertRefused(CompletableFuture<?> ended) {
        Throwable failure = failure(ended);
        assertEquals(
                "the host refused to go on with its guest: stop the guest run before the host is shut down",
                failure.getMessage());
        assertInstanceOf(RejectedExecutionException.class, failure.getCause());
    }

    @Test
    void aHostThatRunsWhatItGetsAtOnceIsRefused() {
        assertEquals(
                "the host ran a pass inside of execute: give an executor that queues what it gets, such as"
                        + " SwingUtilities::invokeLater",
                Thrown.message(IllegalStateException.class, () -> GuestRun.start(loop, Runnable::run)));
        loop.runOnce();
    }

    @Test
    void aLoopWithAHostCannotBeRunOrClosedByOthers() throws InterruptedException {
        startAndIdle();
        for (Thrown.Call call :
                List.<Thrown.Call>of(loop::runForever, loop::runOnce, loop::close, () -> GuestRun.start(loop, host))) {
            assertEquals(
                    "the loop is the guest of a host: stop that run, and wait until it has ended",
                    Thrown.message(IllegalStateException.class, call));
        }
        assertFalse(loop.isClosed());
    }

    @Test
    void aLoopThatIsRunningOrClosedCannotBeAGuest() {
        loop.callSoon(() -> log.add(Thrown.message(IllegalStateException.class, () -> GuestRun.start(loop, host))));
        loop.runOnce();
        assertEquals(List.of("the loop is already running: await what you need, or make a task of it"), log);
        loop.close();
        assertEquals(
                "the loop is closed", Thrown.message(IllegalStateException.class, () -> GuestRun.start(loop, host)));
    }

    // --------------------------------------------------------------------------------------------------- one promise

    @Test
    void aFutureEndsAsThePromiseAndTheLoopIsFreeThen() throws Exception {
        Promise<String> promise = loop.createPromise();
        CompletableFuture<String> result = GuestRun.runUntilComplete(promise, host);
        CompletableFuture<?> closed = result.thenRun(loop::close);
        host.runNext();
        promise.setResult("result");
        host.runNext();
        assertEquals("result", result.get());
        assertNull(closed.get());
        assertTrue(loop.isClosed());
    }

    @Test
    void aFutureFailsAsThePromise() {
        Promise<String> promise = loop.createPromise();
        CompletableFuture<String> result = GuestRun.runUntilComplete(promise, host);
        IOException failure = new IOException("boom");
        promise.setException(failure);
        host.runAll();
        assertSame(failure, failure(result));
    }

    @Test
    void aCancelledPromiseCancelsTheFuture() {
        Promise<String> promise = loop.createPromise();
        CompletableFuture<String> result = GuestRun.runUntilComplete(promise, host);
        promise.cancel();
        host.runAll();
        assertThrows(CancellationException.class, result::join);
    }

    @Test
    void aCancelledFutureCancelsThePromiseAndEndsTheRun() {
        Promise<String> promise = loop.createPromise();
        CompletableFuture<String> result = GuestRun.runUntilComplete(promise, host);
        result.cancel(true);
        host.runAll();
        assertTrue(promise.cancelled());
        loop.runOnce();
    }

    @Test
    void aRunThatIsStoppedBeforeFailsTheFutureAndThePromiseIsLeft() {
        Promise<String> promise = loop.createPromise();
        CompletableFuture<String> result = GuestRun.runUntilComplete(promise, host);
        loop.stop();
        host.runAll();
        assertEquals(
                "the loop was stopped before <Promise pending> was done",
                failure(result).getMessage());
        assertFalse(promise.done());
        CompletableFuture<String> next = GuestRun.runUntilComplete(loop.createPromise(), host);
        promise.setResult("too late to stop the next run");
        host.runAll();
        assertFalse(next.isDone());
        assertTrue(Thrown.isRefused(loop::close));
    }

    @Test
    void aFatalErrorFailsTheFutureAndIsToldOnce() {
        InternalError fatal = new InternalError("the machine");
        CompletableFuture<String> result = GuestRun.runUntilComplete(loop.createPromise(), host);
        loop.callSoon(() -> {
            throw fatal;
        });
        host.runAll();
        assertSame(fatal, failure(result));
        assertEquals(List.of(), log);
    }

    /** Any thread may start it; the executor's is the loop's from then on. */
    @Test
    void anExecutorOfTheJdkIsAHost() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        for (int i = 0; i < 200; i++) {
            Promise<String> promise = loop.createPromise();
            CompletableFuture<String> result = GuestRun.runUntilComplete(promise, executor);
            executor.execute(() -> promise.setResult("done"));
            assertEquals("done", result.get());
        }
        executor.shutdown();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertThrows(RejectedExecutionException.class, () -> GuestRun.start(loop, executor));
    }

    // -------------------------------------------------------------------------------------------------- virtual time

    /** All on one thread: where time may jump, nothing waits. */
    @Test
    void onVirtualTimeTheHostRunsEveryPassInOrder() throws InterruptedException {
        VirtualTime time = new VirtualTime();
        CallbackLoop virtual = new CallbackLoop(time, time);
        virtual.callLater(Duration.ofHours(2), () -> {
            log.add("two hours: " + virtual.time());
            virtual.stop();
        });
        virtual.callLater(Duration.ofHours(1), () -> {
            log.add("one hour: " + virtual.time());
            host.execute(() -> log.add("host: " + virtual.time()));
        });
        CompletableFuture<?> ended = GuestRun.start(virtual, host).ended();
        host.execute(() -> {
            log.add("host: " + virtual.time());
            virtual.callLater(Duration.ofMinutes(1), say("one minute"));
        });
        while (host.queued() > 0) {
            host.runNext();
        }
        assertTrue(ended.isDone());
        assertEquals(List.of("one hour: PT1H", "host: PT1H", "host: PT1H", "one minute", "two hours: PT2H"), log);
        virtual.close();
    }

    @Test
    void onVirtualTimeALoopWithoutTimersWaitsForItsHost() throws InterruptedException {
        VirtualTime time = new VirtualTime();
        CallbackLoop virtual = new CallbackLoop(time, time);
        GuestRun.start(virtual, host);
        host.runNext();
        assertEquals(0, host.queued());
        virtual.callLater(Duration.ofHours(1), () -> {
            log.add("timer: " + virtual.time());
            virtual.stop();
        });
        while (log.isEmpty()) {
            host.runNext();
        }
        assertEquals(List.of("timer: PT1H"), log);
        virtual.close();
    }

    @Test
    void onVirtualTimeWorkElsewhereIsWaitedForBeforeTimePasses() throws InterruptedException {
        VirtualTime time = new VirtualTime();
        CallbackLoop virtual = new CallbackLoop(time, time);
        CountDownLatch waiting = new CountDownLatch(1);
        virtual.beginOutsideWork();
        virtual.callLater(Duration.ofDays(1), () -> {
            log.add("timer: " + virtual.time());
            virtual.stop();
        });
        new Thread(() -> {
                    awaitUninterrupted(waiting);
                    virtual.callSoonThreadsafe(() -> {
                        log.add("work: " + virtual.time());
                        virtual.endOutsideWork();
                    });
                })
                .start();
        GuestRun.start(virtual, host);
        host.runNext();
        waiting.countDown();
        while (log.size() < 2) {
            host.runNext();
        }
        assertEquals(List.of("work: PT0S", "timer: PT24H"), log);
        virtual.close();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}

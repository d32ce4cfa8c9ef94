package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.GuestRun;
import dev.reprise.loop.Hand;
import dev.reprise.loop.HandHost;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks of a loop that is the guest of a host. */
@Timeout(20)
class GuestTasksTest {

    private final EventLoop loop = new EventLoop();
    private final HandHost host = new HandHost();
    private final List<String> log = new ArrayList<>();

    /** Takes turns until a future is done, and the loop is free. */
    private <T> CompletableFuture<T> turns(CompletableFuture<T> future) throws InterruptedException {
        while (!future.isDone()) {
            host.runNext();
        }
        loop.close();
        return future;
    }

    @Test
    void theLoopIsTheCurrentOneInAPassAndNotInTheHostsCode() throws Exception {
        Task<EventLoop> task = loop.createTask(Hand.of((self, point) -> self.end(EventLoop.current())));
        CompletableFuture<EventLoop> result = GuestRun.runUntilComplete(task, host);
        host.execute(() -> log.add(assertThrows(IllegalStateException.class, EventLoop::current)
                .getClass()
                .getSimpleName()));
        assertSame(loop, turns(result).get());
        host.runAll();
        assertEquals(List.of("IllegalStateException"), log);
    }

    @Test
    void aLoopThatIsTheHostIsTheCurrentOneAgainAfterEachTurnOfItsGuest() {
        try (EventLoop hosting = new EventLoop()) {
            Task<EventLoop> inGuest = loop.createTask(Hand.of((self, point) -> self.end(EventLoop.current())));
            CompletableFuture<EventLoop> result = GuestRun.runUntilComplete(
                    inGuest,
                    turn -> hosting.callSoonThreadsafe(() -> {
                        turn.run();
                        log.add(EventLoop.current() == hosting ? "host" : "guest");
                    }));
            var unused = result.whenComplete((seen, failure) -> hosting.callSoonThreadsafe(hosting::stop));
            hosting.runForever();
            assertSame(loop, result.join());
            assertEquals(List.of("host"), log.stream().distinct().toList());
        }
    }

    @Test
    void tasksThatTheHostMakesAndPromisesThatItEndsWakeTheLoop() throws Exception {
        Promise<String> click = loop.createPromise();
        CompletableFuture<String> result = GuestRun.runUntilComplete(loop.createTask(Hand.awaiting(click)), host);
        host.runNext();
        assertEquals(0, host.queued());
        Task<String> made = loop.createTask(Hand.logging(log, "made", 1));
        host.runNext();
        assertTrue(made.done());
        click.setResult("clicked");
        assertEquals("clicked", turns(result).get());
        assertEquals(List.of("made0"), log);
    }

    @Test
    void aTaskThatTheHostCancelsUnwinds() throws Exception {
        Task<Void> task = loop.createTask(Hand.awaiting(loop.createPromise()));
        CompletableFuture<Void> result = GuestRun.runUntilComplete(task, host);
        host.runNext();
        assertTrue(task.cancel());
        assertThrows(CancellationException.class, turns(result)::get);
        assertTrue(task.cancelled());
    }

    @Test
    void aTaskEndsAsCancelledBeforeTheRunDoesIfItsFutureIsCancelled() throws Exception {
        Task<Void> task = loop.createTask(Hand.of((self, point) -> {
            if (point == 0) {
                return self.wait(1, loop.createPromise());
            }
            log.add("unwinds");
            return self.end(self.taken());
        }));
        CompletableFuture<Void> result = GuestRun.runUntilComplete(task, host);
        CompletableFuture<Void> done = new CompletableFuture<>();
        task.addDoneCallback(ended -> done.complete(null));
        host.runNext();
        result.cancel(false);
        while (!done.isDone()) {
            host.runNext();
        }
        assertEquals(List.of("unwinds"), log);
        assertTrue(task.cancelled());
        loop.close();
    }

    @Test
    void aSleepOfHoursTakesOneTurnOnVirtualTime() throws Exception {
        EventLoop virtual = new EventLoop(new VirtualTime());
        Task<Void> sleep = virtual.createTask(Sleep.sleep(Duration.ofHours(10)));
        CompletableFuture<Void> result = GuestRun.runUntilComplete(sleep, host);
        host.runAll();
        assertTrue(result.isDone());
        assertEquals(Duration.ofHours(10), virtual.time());
        virtual.close();
    }
}

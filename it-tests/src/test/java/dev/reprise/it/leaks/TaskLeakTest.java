package dev.reprise.it.leaks;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a loop, its tasks and its promises keep: nothing of what has ended but the result. */
class TaskLeakTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Watch watch = new Watch();
    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final Promise<String> never = loop.createPromise();

    @Test
    void aTaskThatEndedIsNotKeptByItsLoop() {
        loop.runUntilComplete(watch.on(loop.createTask(interrupt())));
        assertTrue(watch.isCollected());
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    void aTaskThatIsKeptForItsResultKeepsNoCoroutine() {
        Task<Object> task = loop.createTask(watch.on(pass(Coroutine.of(7))));
        assertEquals(7, loop.runUntilComplete(task));
        assertTrue(watch.isCollected());
        assertEquals(7, task.result());
    }

    @Test
    void aPromiseThatWokeATaskIsNotKeptByIt() {
        Task<Void> task = loop.createTask(waitThenGoOn(ended()));
        stepLoop();
        assertTrue(watch.isCollected());
        assertFalse(task.done());
    }

    @Test
    void aPromiseThatIsKeptDoesNotKeepTheTaskThatItWoke() {
        Promise<Object> promise = loop.createPromise();
        loop.callSoon(() -> promise.setResult("done"));
        loop.runUntilComplete(watch.on(loop.createTask(pass(promise))));
        assertTrue(watch.isCollected());
        assertTrue(promise.done());
    }

    @Test
    void aPromiseThatIsDoneKeepsNoCallback() {
        Promise<Object> promise = loop.createPromise();
        promise.addDoneCallback(watch.on(new Callback()));
        promise.setResult("done");
        stepLoop();
        assertTrue(watch.isCollected());
        assertTrue(promise.done());
    }

    @Test
    void aPromiseKeepsNoCallbackThatWasRemoved() {
        addAndRemove(watch.on(new Callback()));
        assertTrue(watch.isCollected());
        assertFalse(never.done());
    }

    @Test
    void aTaskThatGoesOnAfterACancellationKeepsNothingOfIt() {
        Task<Void> task = loop.createTask(goOnWhenCancelled(loop.createPromise(), watch::on));
        stepLoop();
        assertTrue(task.cancel());
        stepLoop();
        assertTrue(watch.isCollected());
        assertFalse(task.done());
    }

    @Test
    void whatATaskWaitedForWhenItWasCancelledIsNotKeptByIt() {
        Task<Void> task = loop.createTask(goOnWhenCancelled(watch.on(loop.createPromise()), error -> {}));
        stepLoop();
        assertTrue(task.cancel());
        stepLoop();
        assertTrue(watch.isCollected());
        assertFalse(task.done());
    }

    @Test
    void aSleepThatWasCancelledLeavesNoTimer() {
        Task<Object> task = loop.createTask(watch.on(pass(sleep(LONG))));
        stepLoop();
        task.cancel();
        stepLoop();
        assertTrue(task.cancelled());
        assertTrue(watch.isCollected());
    }

    @Test
    void aGatherThatEndedIsNotKeptByItsChildren() {
        Promise<Object> child = loop.createPromise();
        loop.callSoon(() -> child.setResult("done"));
        loop.runUntilComplete(watch.on(gather(child, child)));
        assertTrue(watch.isCollected());
        assertTrue(child.done());
    }

    /** Runs what is ready now and what that makes ready. */
    private void stepLoop() {
        loop.runUntilComplete(someSteps());
    }

    @Async
    private static Coroutine<Void> someSteps() {
        for (int i = 0; i < 5; i++) {
            await(interrupt());
        }
        return Coroutine.done();
    }

    private Promise<Object> ended() {
        Promise<Object> promise = watch.on(loop.createPromise());
        loop.callSoon(() -> promise.setResult("done"));
        return promise;
    }

    private void addAndRemove(Consumer<Promise<?>> callback) {
        never.addDoneCallback(callback);
        assertEquals(1, never.removeDoneCallback(callback));
    }

    @Async
    private static Coroutine<Object> pass(Awaitable<?> awaitable) {
        Object result = await(awaitable);
        return Coroutine.of(result == null ? "null" : result);
    }

    @Async
    private Coroutine<Void> waitThenGoOn(Promise<Object> promise) {
        await(promise);
        await(never);
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> goOnWhenCancelled(Promise<Object> promise, Consumer<CancelledError> seen) {
        try {
            await(promise);
        } catch (CancelledError e) {
            seen.accept(e);
        }
        await(never);
        return Coroutine.done();
    }

    private static final class Callback implements Consumer<Promise<?>> {
        @Override
        public void accept(Promise<?> promise) {
            assertTrue(promise.done());
        }
    }
}

package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PromiseTest {

    private final VirtualTime time = new VirtualTime();
    private final CallbackLoop loop = new CallbackLoop(time, time);
    private final Promise<String> promise = loop.createPromise();
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    private Consumer<Promise<String>> note(String what) {
        return done -> log.add(what);
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    @Test
    void pendingUntilItHasAResult() {
        assertFalse(promise.done());
        assertThrows(IllegalStateException.class, promise::result);
        assertThrows(IllegalStateException.class, promise::exception);
        promise.setResult("value");
        assertTrue(promise.done());
        assertFalse(promise.cancelled());
        assertEquals("value", promise.result());
        assertEquals(Optional.empty(), promise.exception());
        assertSame(loop, promise.loop());
    }

    @Test
    void anExceptionIsThrownUnchanged() {
        IOException failure = new IOException("gone");
        promise.setException(failure);
        assertTrue(promise.done());
        assertFalse(promise.cancelled());
        assertEquals(Optional.of(failure), promise.exception());
        assertSame(failure, assertThrows(IOException.class, promise::result));
    }

    @Test
    void aCancelledOneThrowsTheMessage() {
        assertTrue(promise.cancel("enough"));
        assertTrue(promise.done());
        assertTrue(promise.cancelled());
        assertEquals("enough", Thrown.message(CancelledError.class, promise::result));
        assertEquals("enough", Thrown.message(CancelledError.class, promise::exception));
        assertFalse(promise.cancel("again"));
    }

    @Test
    void whatIsDoneCannotBeCancelled() {
        promise.setResult("value");
        assertFalse(promise.cancel());
        assertFalse(promise.cancelled());
        assertEquals("value", promise.result());
    }

    @Test
    void itEndsOnlyOnce() {
        promise.setResult("value");
        IllegalStateException twice = assertThrows(IllegalStateException.class, () -> promise.setResult("other"));
        assertEquals("setResult called on <Promise done>: it can end only once", twice.getMessage());
        assertThrows(IllegalStateException.class, () -> promise.setException(new Exception()));
        assertEquals("value", promise.result());
    }

    @Test
    void trap15AResultAfterACancelIsRefused() {
        promise.cancel();
        assertThrows(IllegalStateException.class, () -> promise.setResult("late"));
        assertThrows(IllegalStateException.class, () -> promise.setException(new Exception("late")));
        assertTrue(promise.cancelled());
    }

    @Test
    void trap15CallbacksComeFromTheLoopInOrder() {
        promise.addDoneCallback(note("first"));
        promise.addDoneCallback(note("second"));
        loop.callSoon(() -> log.add("ready before"));
        promise.setResult("value");
        assertEquals(List.of(), log);
        runOnce();
        assertEquals(List.of("ready before", "first", "second"), log);
    }

    @Test
    void aCallbackIsGivenThePromise() {
        promise.addDoneCallback(done -> log.add(done.result()));
        promise.setResult("value");
        runOnce();
        assertEquals(List.of("value"), log);
    }

    @Test
    void aCallbackIsCalledForAnExceptionAndForACancelToo() {
        promise.addDoneCallback(note("failed"));
        promise.setException(new Exception());
        Promise<String> other = loop.createPromise();
        other.addDoneCallback(note("cancelled"));
        other.cancel();
        runOnce();
        assertEquals(List.of("failed", "cancelled"), log);
    }

    @Test
    void aCallbackOfADonePromiseComesFromTheLoopToo() {
        promise.setResult("value");
        promise.addDoneCallback(note("late"));
        assertEquals(List.of(), log);
        runOnce();
        assertEquals(List.of("late"), log);
    }

    @Test
    void removingACallbackRemovesAllItsAdditions() {
        Consumer<Promise<String>> twice = note("twice");
        promise.addDoneCallback(twice);
        promise.addDoneCallback(note("kept"));
        promise.addDoneCallback(twice);
        assertEquals(2, promise.removeDoneCallback(twice));
        assertEquals(0, promise.removeDoneCallback(twice));
        promise.setResult("value");
        runOnce();
        assertEquals(List.of("kept"), log);
    }

    @Test
    void trap15ACallbackWhoseEqualsRemovesOthersDoesNoHarm() {
        Consumer<Promise<String>> victim = note("victim");
        promise.addDoneCallback(victim);
        promise.addDoneCallback(new Meddler() {
            @Override
            void meddle() {
                promise.removeDoneCallback(victim);
            }
        });
        promise.addDoneCallback(note("kept"));
        assertEquals(0, promise.removeDoneCallback(note("unknown")));
        promise.setResult("value");
        runOnce();
        assertEquals(List.of("meddler", "kept"), log);
    }

    /** A callback that does something whenever it is compared. */
    private abstract class Meddler implements Consumer<Promise<String>> {
        private boolean meddling;

        abstract void meddle();

        @Override
        public void accept(Promise<String> done) {
            log.add("meddler");
        }

        @Override
        public boolean equals(Object other) {
            if (!meddling) {
                meddling = true;
                meddle();
                meddling = false;
            }
            return this == other;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void trap15ACallbackThatAddsAndRemovesOthersDoesNoHarm() {
        Consumer<Promise<String>> scheduled = note("scheduled already");
        promise.addDoneCallback(done -> {
            log.add("first");
            assertEquals(0, done.removeDoneCallback(scheduled));
            done.addDoneCallback(note("added"));
        });
        promise.addDoneCallback(scheduled);
        promise.setResult("value");
        runOnce();
        runOnce();
        assertEquals(List.of("first", "scheduled already", "added"), log);
    }

    @Test
    void aCallbackThatFailsDoesNotKeepTheOthersFromRunning() {
        List<Throwable> reported = new ArrayList<>();
        loop.setExceptionHandler((from, context) -> reported.add(context.exception()));
        RuntimeException failure = new RuntimeException();
        promise.addDoneCallback(done -> {
            throw failure;
        });
        promise.addDoneCallback(note("other"));
        promise.setResult("value");
        runOnce();
        assertEquals(List.of("other"), log);
        assertEquals(List.of(failure), reported);
    }

    @Test
    void anAwaitOfADonePromiseDoesNotSuspend() {
        promise.setResult("value");
        Coroutine<String> await = promise.awaiter();
        assertFalse(await.next());
        assertEquals("value", await.result());
    }

    @Test
    void anAwaitSuspendsWithThePromiseUntilItIsDone() {
        Coroutine<String> await = promise.awaiter();
        assertTrue(await.next());
        assertSame(promise, await.yielded());
        promise.setResult("value");
        assertFalse(await.next());
        assertEquals("value", await.result());
    }

    @Test
    void anAwaitThrowsWhatThePromiseWasGiven() {
        IOException failure = new IOException();
        Coroutine<String> await = promise.awaiter();
        await.next();
        promise.setException(failure);
        assertSame(failure, assertThrows(IOException.class, await::next));
    }

    @Test
    void anAwaitThrowsWhatIsRaisedInIt() {
        Coroutine<String> await = promise.awaiter();
        await.next();
        IOException raised = new IOException();
        assertSame(raised, assertThrows(IOException.class, () -> await.raise(raised)));
        assertFalse(promise.done());
    }

    @Test
    void anAwaitThatIsResumedTooEarlyIsAnError() {
        Coroutine<String> await = promise.awaiter();
        await.next();
        String message = Thrown.message(IllegalStateException.class, await::next);
        assertTrue(
                message.contains(
                        "is not done: await it, or ask done() first; a coroutine that waits for it can go on only then"),
                message);
    }

    @Test
    void aPromiseMayBeAwaitedAnyNumberOfTimes() {
        Coroutine<String> first = promise.awaiter();
        Coroutine<String> second = promise.awaiter();
        assertTrue(first.next());
        assertTrue(second.next());
        promise.setResult("value");
        assertFalse(first.next());
        assertFalse(second.next());
        assertEquals("value", first.result());
        assertEquals("value", second.result());
    }

    @Test
    void itDescribesItsState() {
        assertEquals("<Promise pending>", promise.toString());
        promise.setException(new IOException("gone"));
        assertEquals("<Promise failed: java.io.IOException: gone>", promise.toString());
        Promise<String> other = loop.createPromise();
        other.cancel();
        assertEquals("<Promise cancelled>", other.toString());
    }
}

package dev.reprise.it.leaks;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static dev.reprise.Reprise.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import org.junit.jupiter.api.Test;

/** An asynchronous generator hands its elements over, and its loop keeps nothing of one that has ended. */
class AsyncGeneratorLeakTest {

    private final Watch watch = new Watch();
    private final EventLoop loop = new EventLoop(new VirtualTime());

    private static boolean advance(AsyncGenerator<?> generator) {
        Coroutine<Boolean> request = generator.hasNext();
        assertFalse(request.next());
        return request.result();
    }

    @Test
    void anElementThatWasTakenIsGone() {
        AsyncGenerator<Object> generator = objects();
        assertTrue(advance(generator));
        assertEquals(Object.class, generator.next().getClass());
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.SUSPENDED, generator.state());
    }

    @Test
    void anElementThatNobodyTookIsKept() {
        AsyncGenerator<Object> generator = objects();
        assertTrue(advance(generator));
        assertFalse(watch.isCollected());
        assertEquals(Object.class, generator.next().getClass());
    }

    @Test
    void whatWasSentIsGone() {
        AsyncGenerator<Object> generator = objects();
        advance(generator);
        generator.next();
        Coroutine<Boolean> request = generator.send(watch.object());
        assertFalse(request.next());
        assertTrue(watch.isCollected());
        assertEquals("sent Object", generator.next());
        assertTrue(request.result());
    }

    @Async
    private AsyncGenerator<Object> objects() {
        while (true) {
            Object sent = emit(watch.object());
            if (sent != null) {
                emit("sent " + sent.getClass().getSimpleName());
            }
        }
    }

    @Test
    void whatWasRaisedIsGone() {
        AsyncGenerator<Object> generator = twice("element");
        advance(generator);
        generator.next();
        Coroutine<Boolean> request = generator.raise(watch.on(new IllegalArgumentException()));
        assertThrows(IllegalArgumentException.class, request::next);
        request = generator.hasNext();
        assertTrue(watch.isCollected());
        assertFalse(request.next());
    }

    @Test
    void whatAClosedGeneratorHeldIsGone() {
        AsyncGenerator<Object> generator = twice(watch.object());
        advance(generator);
        assertFalse(generator.close().next());
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.CLOSED, generator.state());
    }

    @Test
    void aDroppedElementIsGone() {
        AsyncGenerator<Object> generator = stubborn();
        advance(generator);
        assertThrows(IllegalStateException.class, () -> generator.close().next());
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.SUSPENDED, generator.state());
    }

    @Test
    void anElementEmittedWhileARequestIsClosedIsGone() {
        AsyncGenerator<Object> generator = stubborn();
        advance(generator);
        generator.next();
        Coroutine<Boolean> request = generator.hasNext();
        assertTrue(request.next());
        request.close();
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.SUSPENDED, generator.state());
    }

    @Async
    private AsyncGenerator<Object> stubborn() {
        try {
            emit("element");
            suspend(null);
        } finally {
            emit(watch.object());
        }
        return AsyncGenerator.done();
    }

    @Async
    private static AsyncGenerator<Object> twice(Object element) {
        emit(element);
        emit(element);
        return AsyncGenerator.done();
    }

    @Test
    void aGeneratorThatEndedIsNotKeptByItsLoop() {
        AsyncGenerator<Object> generator = watch.on(twice("element"));
        assertEquals(2, loop.runUntilComplete(generator.toList()).size());
        generator = twice("other");
        assertTrue(watch.isCollected());
        assertEquals(2, loop.runUntilComplete(generator.toList()).size());
    }

    /** The loop keeps its body, to close it, and nothing of it when that has been done. */
    @Test
    void whatAForgottenGeneratorHeldIsGoneInTheEnd() {
        loop.runUntilComplete(forget());
        for (int i = 0; i < 50 && !watch.isCollected(); i++) {
            loop.runUntilComplete(interrupt());
        }
        assertTrue(watch.isCollected());
        loop.run();
    }

    @Async
    private Coroutine<Void> forget() {
        await(twice(watch.object()).hasNext());
        return Coroutine.done();
    }
}

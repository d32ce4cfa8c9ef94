package dev.reprise.it.leaks;

import static dev.reprise.Generator.emit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Generator;
import org.junit.jupiter.api.Test;

/** A generator hands its elements over: it keeps none that was taken. */
class GeneratorLeakTest {

    private final Watch watch = new Watch();

    @Test
    void anElementThatWasTakenIsGone() {
        Generator<Object> generator = objects();
        assertEquals(Object.class, generator.next().getClass());
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.SUSPENDED, generator.state());
    }

    @Test
    void anElementThatNobodyTookIsKept() {
        Generator<Object> generator = objects();
        assertTrue(generator.hasNext());
        assertFalse(watch.isCollected());
        assertEquals(Object.class, generator.next().getClass());
    }

    @Test
    void whatWasSentIsGone() {
        Generator<Object> generator = objects();
        generator.next();
        assertTrue(generator.send(watch.object()));
        assertTrue(watch.isCollected());
        assertEquals("sent Object", generator.next());
    }

    @Test
    void whatAClosedGeneratorHeldIsGone() {
        Generator<Object> generator = twice(watch.object());
        assertTrue(generator.hasNext());
        generator.close();
        assertTrue(watch.isCollected());
        assertEquals(Coroutine.State.CLOSED, generator.state());
    }

    @Async
    private Generator<Object> objects() {
        while (true) {
            Object sent = emit(watch.object());
            if (sent != null) {
                emit("sent " + sent.getClass().getSimpleName());
            }
        }
    }

    @Async
    private static Generator<Object> twice(Object element) {
        emit(element);
        emit(element);
        return Generator.done();
    }
}

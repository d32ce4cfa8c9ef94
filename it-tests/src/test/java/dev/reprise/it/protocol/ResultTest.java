package dev.reprise.it.protocol;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a coroutine has to say besides its steps: its result, what it yielded, how it ended. Python asks otherwise. */
class ResultTest {

    @Async
    private static Coroutine<String> suspending(Object yielded) {
        return Coroutine.of("sent " + suspend(yielded));
    }

    @Async
    private static Coroutine<Integer> failing(IOException failure) throws IOException {
        suspend("before");
        throw failure;
    }

    @Async
    private static <T> Coroutine<T> relaying(Awaitable<T> inner) {
        return Coroutine.of(await(inner));
    }

    @Async
    private static Coroutine<String> askingForItsResult(Coroutine<?>[] self) {
        return Coroutine.of(messageOf(assertThrows(IllegalStateException.class, self[0]::result)));
    }

    @Async
    @SuppressWarnings("NullAway") // the mistake is the point
    private static Coroutine<Integer> returning(@Nullable Coroutine<Integer> given) {
        suspend("before");
        return given;
    }

    private static String messageOf(@Nullable Throwable error) {
        return String.valueOf(error == null ? null : error.getMessage());
    }

    @Test
    void aResultIsThereOnceItHasReturned() {
        Coroutine<String> c = relaying(suspending("a"));
        assertThrows(IllegalStateException.class, c::result);
        assertTrue(c.next());
        assertThrows(IllegalStateException.class, c::result);
        assertFalse(c.send("x"));
        assertEquals("sent x", c.result());
        assertEquals("sent x", c.result());
        assertEquals(Coroutine.State.RETURNED, c.state());
    }

    @Test
    void theResultOfAFailedOneIsItsOriginalException() throws IOException {
        IOException failure = new IOException("original");
        Coroutine<Integer> c = relaying(failing(failure));
        assertTrue(c.next());
        assertSame(failure, assertThrows(IOException.class, c::next));
        assertSame(failure, assertThrows(IOException.class, c::result));
        assertSame(failure, assertThrows(IOException.class, c::result));
        assertEquals(Coroutine.State.FAILED, c.state());
    }

    @Test
    void aClosedOneHasNoResult() {
        Coroutine<String> c = suspending("a");
        assertTrue(c.next());
        c.close();
        assertThrows(IllegalStateException.class, c::result);
        assertEquals(Coroutine.State.CLOSED, c.state());
    }

    @Test
    void aRunningOneHasNoResult() {
        Coroutine<?>[] self = new Coroutine<?>[1];
        Coroutine<String> c = askingForItsResult(self);
        self[0] = c;
        assertFalse(c.next());
        assertTrue(c.result().endsWith("has no result"), c.result());
    }

    @Test
    void eachOfASuspendedChainTellsWhatItsInnermostYielded() {
        Object yielded = new Object();
        Coroutine<String> inner = suspending(yielded);
        Coroutine<String> middle = relaying(inner);
        Coroutine<String> outer = relaying(middle);
        assertNull(outer.yielded());
        assertTrue(outer.next());
        assertSame(yielded, outer.yielded());
        assertSame(yielded, middle.yielded());
        assertSame(yielded, inner.yielded());
        assertFalse(outer.next());
        assertNull(outer.yielded());
        assertNull(inner.yielded());
    }

    @Test
    void aCompletedOneCanBeSteppedAndAwaitedAnyNumberOfTimes() {
        Coroutine<String> c = Coroutine.of("done");
        for (int i = 0; i < 2; i++) {
            assertFalse(c.next());
            assertEquals("done", c.result());
            Coroutine<String> outer = relaying(c);
            assertFalse(outer.next());
            assertEquals("done", outer.result());
        }
        c.close();
        assertFalse(c.next());
        Bang error = new Bang("raised");
        assertSame(error, assertThrows(Bang.class, () -> c.raise(error)));
        assertThrows(IllegalStateException.class, () -> c.send("x"));
        assertEquals("done", c.result());
        assertEquals(Coroutine.State.RETURNED, c.state());
    }

    @Test
    void aBodyThatReturnsNullInsteadOfACoroutineFails() {
        Coroutine<Integer> c = returning(null);
        assertTrue(c.next());
        String message = messageOf(assertThrows(NullPointerException.class, c::next));
        assertTrue(message.contains("ResultTest.returning"), message);
        assertTrue(message.contains("Coroutine.done()"), message);
    }

    @Test
    void anErrorForWrongUseTellsWhichCoroutineAndWhatToDo() {
        Coroutine<String> used = suspending("a");
        assertTrue(used.next());
        assertFalse(used.next());
        String message = messageOf(assertThrows(IllegalStateException.class, relaying(used)::next));
        assertTrue(message.contains("ResultTest.suspending"), message);
        assertTrue(message.contains("call the method again"), message);
        assertTrue(message.contains("ResultTest.relaying(ResultTest.java:"), message);
    }

    @Test
    void anAwaitInAnUntransformedClassTellsThatThePluginIsMissing() throws ReflectiveOperationException {
        // the targets of the differential test are excluded from the build's transformation
        Method target =
                Class.forName("dev.reprise.it.targets.DeepRecursion").getMethod("count", int.class, Awaitable.class);
        InvocationTargetException thrown =
                assertThrows(InvocationTargetException.class, () -> target.invoke(null, 0, Coroutine.of(1)));
        assertInstanceOf(IllegalStateException.class, thrown.getCause());
        String message = messageOf(thrown.getCause());
        assertTrue(message.contains("DeepRecursion.count(DeepRecursion.java:"), message);
        assertTrue(message.contains("reprise-maven-plugin"), message);
    }
}

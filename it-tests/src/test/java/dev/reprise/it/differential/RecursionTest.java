package dev.reprise.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A recursion of awaits is bounded by the heap: a million levels on a thread with a stack of 512 KiB. */
class RecursionTest {

    private static final int LEVELS = 1_000_000;
    private static final long STACK = 512 * 1024;

    private static final ClassLoader LOADER = Targets.all().rewritten().newLoader();

    @Test
    void returnsFromABottomThatDoesNotSuspend() throws Exception {
        Coroutine<?> root = coroutine("count", LEVELS, Coroutine.of(0));
        assertFalse(onASmallStack(root::next));
        assertEquals(LEVELS, root.result());
    }

    @Test
    void returnsFromABottomThatSuspends() throws Exception {
        Coroutine<?> root = coroutine("count", LEVELS, suspendingTwice());
        assertTrue(onASmallStack(root::next));
        assertTrue(onASmallStack(root::next));
        assertEquals("second", root.yielded());
        assertFalse(onASmallStack(root::next));
        assertEquals(LEVELS, root.result());
    }

    @Test
    void returnsThroughTailAwaits() throws Exception {
        Coroutine<?> root = coroutine("countInTails", LEVELS, 0, suspendingTwice());
        assertTrue(onASmallStack(root::next));
        assertTrue(onASmallStack(root::next));
        assertFalse(onASmallStack(root::next));
        assertEquals(LEVELS, root.result());
    }

    @Test
    void unwindsAnExceptionRaisedAtTheBottom() throws Exception {
        int[] unwound = {0};
        Coroutine<?> root = coroutine("unwind", LEVELS, unwound, suspendingTwice());
        assertTrue(onASmallStack(root::next));
        Exception error = new Exception("raised");
        assertSame(error, assertThrows(Exception.class, () -> onASmallStack(() -> root.raise(error))));
        assertEquals(LEVELS + 1, unwound[0]);
    }

    @Test
    void closesEveryLevel() throws Exception {
        int[] unwound = {0};
        Coroutine<?> root = coroutine("unwind", LEVELS, unwound, suspendingTwice());
        assertTrue(onASmallStack(root::next));
        onASmallStack(() -> {
            root.close();
            return true;
        });
        assertEquals(LEVELS + 1, unwound[0]);
        assertEquals(Coroutine.State.CLOSED, root.state());
    }

    private static Coroutine<?> coroutine(String name, Object... arguments) throws ReflectiveOperationException {
        for (var method :
                LOADER.loadClass("dev.reprise.it.targets.DeepRecursion").getMethods()) {
            if (method.getName().equals(name)) {
                return (Coroutine<?>) method.invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static Awaitable<Integer> suspendingTwice() {
        return () -> new Coroutine<>() {
            @Override
            protected boolean step(int point) {
                if (point > 0) {
                    received();
                }
                return point < 2 ? suspendAt(point + 1, point == 0 ? "first" : "second") : returns(0);
            }
        };
    }

    /** Runs one step on a new thread with a small stack; the test is given the step's own exception. */
    private static boolean onASmallStack(Callable<Boolean> step) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(step);
        new Thread(null, task, "small stack", STACK).start();
        try {
            return task.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the step has not returned within a minute", e);
        }
    }
}

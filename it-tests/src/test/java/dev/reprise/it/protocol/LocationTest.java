package dev.reprise.it.protocol;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A suspended coroutine tells the line at which it is suspended. */
class LocationTest {

    /** The lines that were run, as the JVM tells them. */
    private final List<Integer> lines = new ArrayList<>();

    /** Notes the line that calls this and gives it to the driver. */
    private Integer here() {
        int line = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
        lines.add(line);
        return line;
    }

    @Async
    private Coroutine<Void> inner() {
        suspend(here());
        String text = "more than one line";
        suspend(here());
        suspend(text + here());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> outer(Coroutine<Void> awaited) {
        here();
        await(here() > 0 ? awaited : Coroutine.done());
        return Coroutine.done();
    }

    @Test
    void theLineIsThatOfTheSuspension() {
        Coroutine<Void> c = inner();
        for (int i = 0; i < 3; i++) {
            assertTrue(c.next());
            StackTraceElement location = c.location().orElseThrow();
            assertEquals(lines.get(i), location.getLineNumber());
            assertEquals(LocationTest.class.getName(), location.getClassName());
            assertEquals("inner", location.getMethodName());
            assertEquals("LocationTest.java", location.getFileName());
        }
        assertFalse(c.next());
    }

    @Test
    void theStackBeginsWithTheInnermost() {
        Coroutine<Void> c = outer(inner());
        assertTrue(c.next());
        List<StackTraceElement> stack = c.stack();
        assertEquals(
                List.of("inner", "outer"),
                stack.stream().map(StackTraceElement::getMethodName).toList());
        assertEquals(
                List.of(lines.get(2), lines.get(1)),
                stack.stream().map(StackTraceElement::getLineNumber).toList());
    }

    @Test
    void itPrintsItsMethodItsStateAndItsLine() {
        Coroutine<Void> c = inner();
        assertEquals("<coroutine LocationTest.inner created>", c.toString());
        assertTrue(c.next());
        assertEquals(
                "<coroutine LocationTest.inner suspended at LocationTest.java:" + lines.get(0) + ">", c.toString());
        c.close();
        assertEquals("<coroutine LocationTest.inner closed>", c.toString());
    }

    @Test
    void aLambdaTellsItsLineToo() {
        Supplier<Coroutine<Void>> lambda = () -> {
            suspend(here());
            return Coroutine.done();
        };
        Coroutine<Void> c = lambda.get();
        assertTrue(c.next());
        assertEquals(lines.get(0), c.location().orElseThrow().getLineNumber());
    }
}

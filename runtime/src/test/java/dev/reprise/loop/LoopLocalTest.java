package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopLocalTest {

    private final VirtualTime time = new VirtualTime();
    private final CallbackLoop loop = new CallbackLoop(time, time);
    private final List<String> log = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> log.add(context.message() + ": " + context.exception()));
    }

    private LoopLocal<AutoCloseable> closing(String name) {
        return new LoopLocal<>(made -> () -> log.add("closed " + name));
    }

    @Test
    void thereIsOneForEachLoop() {
        LoopLocal<List<CallbackLoop>> local = new LoopLocal<>(List::of);
        CallbackLoop other = new CallbackLoop(time, time);
        assertEquals(List.of(loop), local.of(loop));
        assertSame(local.of(loop), local.of(loop));
        assertEquals(List.of(other), local.of(other));
        assertNotSame(new LoopLocal<>(List::of).of(loop), local.of(loop));
    }

    @Test
    void thoseThatCanAreClosedWithTheLoopTheLastFirst() {
        LoopLocal<AutoCloseable> base = closing("base");
        LoopLocal<AutoCloseable> user = new LoopLocal<>(made -> {
            AutoCloseable used = base.of(made);
            return () -> log.add("closed the user of " + (used == base.of(made) ? "base" : "another"));
        });
        user.of(loop);
        new LoopLocal<>(made -> "a string").of(loop);
        loop.close();
        loop.close();
        assertEquals(List.of("closed the user of base", "closed base"), log);
    }

    @Test
    void oneThatFailsIsReportedAndTheOthersAreClosed() {
        closing("first").of(loop);
        new LoopLocal<AutoCloseable>(made -> () -> {
                    throw new AssertionError("boom");
                })
                .of(loop);
        closing("last").of(loop);
        loop.close();
        assertEquals(
                List.of(
                        "closed last",
                        "a part of the loop could not be closed: java.lang.AssertionError: boom",
                        "closed first"),
                log);
        assertTrue(loop.isClosed());
    }

    @Test
    void noneIsMadeWhileTheLoopIsClosedAndAfterwards() {
        LoopLocal<String> late = new LoopLocal<>(made -> "late");
        new LoopLocal<AutoCloseable>(made -> () -> late.of(made)).of(loop);
        loop.close();
        assertEquals(
                List.of("a part of the loop could not be closed: java.lang.IllegalStateException:"
                        + " the loop is being closed: ask for its parts before"),
                log);
        assertThrows(IllegalStateException.class, () -> late.of(loop));
    }
}

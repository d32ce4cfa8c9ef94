package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContextVarTest {

    private static final ContextVar<String> USER = new ContextVar<>("user");
    private static final ContextVar<Integer> DEPTH = new ContextVar<>("depth", 0);

    private final VirtualTime time = new VirtualTime();
    private final CallbackLoop loop = new CallbackLoop(time, time);

    private void runAll() {
        loop.callLater(Duration.ofHours(1), loop::stop);
        loop.runForever();
    }

    @Test
    void aVariableHasItsDefaultUntilItIsSet() {
        Context.copy().run(() -> {
            assertEquals(0, DEPTH.get());
            DEPTH.set(1);
            assertEquals(1, DEPTH.get());
        });
    }

    @Test
    void aVariableWithoutValueSaysSo() {
        var error =
                assertThrows(NoSuchElementException.class, () -> Context.copy().run(USER::get));
        assertTrue(error.toString().contains("user"), error::toString);
        assertEquals("nobody", USER.get("nobody"));
    }

    @Test
    @SuppressWarnings("NullAway") // it does not know that T may be nullable
    void nullIsAValue() {
        ContextVar<@Nullable String> variable = new ContextVar<>("variable", "default");
        Context.copy().run(() -> {
            variable.set(null);
            assertEquals(null, variable.get());
        });
    }

    @Test
    void whatIsSetInACopyStaysThere() {
        Context outer = Context.copy();
        outer.run(() -> {
            USER.set("outer");
            Context inner = Context.copy();
            inner.run(() -> USER.set("inner"));
            assertEquals("outer", USER.get());
            assertEquals("inner", inner.get(USER));
        });
        assertEquals("outer", outer.get(USER));
        assertFalse(Context.copy().has(USER));
    }

    @Test
    void closingATokenResets() {
        Context.copy().run(() -> {
            USER.set("alice");
            try (var token = USER.set("bob")) {
                assertEquals("bob", USER.get());
                assertThrows(
                        IllegalArgumentException.class, () -> Context.copy().run(() -> USER.reset(token)));
            }
            assertEquals("alice", USER.get());
        });
    }

    @Test
    void resettingTheFirstSetTakesTheVariableOut() {
        Context.copy().run(() -> {
            var token = USER.set("alice");
            USER.reset(token);
            assertFalse(Context.copy().has(USER));
            assertThrows(IllegalStateException.class, () -> USER.reset(token));
        });
    }

    @Test
    void callReturnsAndThrowsUnchanged() throws Exception {
        assertEquals("x", Context.copy().call(() -> "x"));
        assertThrows(
                IOException.class,
                () -> Context.copy().call(() -> {
                    throw new IOException("unchanged");
                }));
        assertFalse(Context.copy().has(USER));
    }

    @Test
    void eachCallbackRunsInACopyOfItsMakersContext() {
        List<String> seen = new ArrayList<>();
        List<String> fromThread = new ArrayList<>();
        Context.copy().run(() -> {
            USER.set("alice");
            loop.callSoon(() -> {
                seen.add(USER.get());
                USER.set("changed");
                loop.callSoon(() -> seen.add("inherited " + USER.get()));
            });
            loop.callLater(Duration.ofSeconds(1), () -> seen.add("later " + USER.get()));
            loop.callAt(Duration.ofSeconds(2), () -> seen.add("at " + USER.get()));
            loop.callSoonThreadsafe(() -> fromThread.add(USER.get()));
            Promise<String> promise = loop.createPromise();
            promise.addDoneCallback(done -> seen.add("done " + USER.get()));
            promise.setResult("x");
            USER.set("too late");
        });
        loop.callSoon(() -> seen.add(USER.get("nobody")));
        runAll();
        assertEquals(List.of("alice", "done alice", "nobody", "inherited changed", "later alice", "at alice"), seen);
        assertEquals(List.of("alice"), fromThread);
    }

    @Test
    void aCallbackMayBeGivenAContext() {
        Context context = Context.copy();
        loop.callSoon(() -> USER.set("set by the callback"), context);
        runAll();
        assertEquals("set by the callback", context.get(USER));
    }

    /** gh-96704. */
    @Test
    void theExceptionHandlerRunsInTheContextOfTheCallback() {
        List<String> seen = new ArrayList<>();
        loop.setExceptionHandler((in, context) -> seen.add(USER.get("nobody")));
        loop.callSoon(() -> {
            USER.set("alice");
            throw new IllegalStateException("on purpose");
        });
        runAll();
        assertEquals(List.of("alice"), seen);
    }

    @Test
    void aRunLeavesTheContextOfItsThreadAsItWas() {
        Context.copy().run(() -> {
            USER.set("caller");
            loop.callSoon(() -> USER.set("callback"));
            runAll();
            assertEquals("caller", USER.get());
        });
    }
}

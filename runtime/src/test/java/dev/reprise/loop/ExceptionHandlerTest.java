package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExceptionHandlerTest {

    /** Notes what reaches the default handler. */
    private static final class NotingLoop extends CallbackLoop {
        final List<ErrorContext> noted = new ArrayList<>();

        @Override
        public void defaultExceptionHandler(ErrorContext context) {
            noted.add(context);
        }
    }

    /** Keeps what is logged here short. */
    private static final class WithoutTrace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WithoutTrace(String message) {
            super(message, null, false, false);
        }
    }

    private final NotingLoop loop = new NotingLoop();
    private final ErrorContext context = new ErrorContext("it broke", new Exception("first"), "a source");

    @Test
    void withoutAHandlerTheDefaultOneIsTold() {
        loop.callExceptionHandler(context);
        assertEquals(List.of(context), loop.noted);
    }

    @Test
    void aHandlerIsToldInsteadUntilItIsTakenAway() {
        List<Object> told = new ArrayList<>();
        ExceptionHandler handler = (from, what) -> {
            told.add(from);
            told.add(what);
        };
        assertEquals(Optional.empty(), loop.exceptionHandler());
        loop.setExceptionHandler(handler);
        assertEquals(Optional.of(handler), loop.exceptionHandler());
        loop.callExceptionHandler(context);
        assertEquals(List.of(loop, context), told);
        assertEquals(List.of(), loop.noted);
        loop.setExceptionHandler(null);
        loop.callExceptionHandler(context);
        assertEquals(List.of(context), loop.noted);
    }

    @Test
    void trap22ABrokenHandlerFallsBackToTheDefaultOne() {
        RuntimeException broken = new RuntimeException("second");
        loop.setExceptionHandler((from, what) -> {
            throw broken;
        });
        loop.callExceptionHandler(context);
        assertEquals(1, loop.noted.size());
        assertSame(broken, loop.noted.get(0).exception());
        assertArrayEquals(new Throwable[] {context.exception()}, broken.getSuppressed());
    }

    @Test
    void trap22TheHandlerRunsInTheContextOfWhatFailed() {
        ContextVar<String> variable = new ContextVar<>("variable", "nothing");
        List<String> seen = new ArrayList<>();
        loop.setExceptionHandler((from, what) -> seen.add(variable.get()));
        variable.set("when it was scheduled");
        loop.callSoon(() -> {
            throw new IllegalStateException();
        });
        loop.callSoon(() -> {
            variable.set("what it has set");
            throw new IllegalStateException();
        });
        loop.callSoon(() -> seen.add("next: " + variable.get()));
        variable.set("afterwards");
        loop.runOnce();
        assertEquals(List.of("when it was scheduled", "what it has set", "next: when it was scheduled"), seen);
        assertEquals("afterwards", variable.get());
    }

    @Test
    void aHandlerThatThrowsWhatItWasGivenIsReportedAsWell() {
        RuntimeException same = new RuntimeException("same");
        loop.setExceptionHandler((from, what) -> {
            throw same;
        });
        loop.callExceptionHandler(new ErrorContext("it broke", same, null));
        assertSame(same, loop.noted.get(0).exception());
    }

    @Test
    void aFatalErrorOfAHandlerIsNotHeldBack() {
        OutOfMemoryError fatal = new OutOfMemoryError("of a test");
        loop.setExceptionHandler((from, what) -> {
            throw fatal;
        });
        assertSame(fatal, assertThrows(OutOfMemoryError.class, () -> loop.callExceptionHandler(context)));
    }

    @Test
    void aBrokenDefaultHandlerDoesNotStopTheLoop() {
        CallbackLoop broken = new CallbackLoop() {
            @Override
            public void defaultExceptionHandler(ErrorContext what) {
                throw new WithoutTrace("the default handler is broken");
            }
        };
        broken.callExceptionHandler(new ErrorContext("on purpose, by a test", new WithoutTrace("first"), null));
    }

    @Test
    void aContextDescribesItselfInOneLine() {
        assertEquals("it broke in a source: java.lang.Exception: first", context.toString());
        assertEquals("it broke: java.lang.Exception", new ErrorContext("it broke", new Exception(), null).toString());
    }
}

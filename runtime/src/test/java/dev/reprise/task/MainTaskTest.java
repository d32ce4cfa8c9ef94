package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.KeyboardInterrupt;
import dev.reprise.loop.Hand;
import dev.reprise.loop.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Ctrl-C does to the task of a runner; the signals themselves are the matter of the integration tests. */
class MainTaskTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());

    @AfterEach
    void close() {
        loop.close();
    }

    private MainTask<String> main(Hand<String> coroutine) {
        return new MainTask<>(loop, loop.createTask(coroutine));
    }

    @Test
    void theFirstCancelsAndIsWhatTheRunEndsWith() {
        MainTask<String> main = main(Hand.awaiting(loop.createPromise()));
        loop.callSoon(() -> assertTrue(main.interrupt()));
        KeyboardInterrupt interrupt = assertThrows(KeyboardInterrupt.class, main::run);
        assertInstanceOf(CancelledError.class, interrupt.getCause());
    }

    @Test
    void theSecondIsLeftToTheLoop() {
        MainTask<String> main = main(Hand.awaiting(loop.createPromise()));
        assertTrue(main.interrupt());
        assertFalse(main.interrupt());
    }

    @Test
    void aTaskThatRecoversReturnsItsResult() {
        MainTask<String> main = main(Hand.of((self, point) -> {
            if (point == 0) {
                return self.wait(1, loop.createPromise());
            }
            assertThrows(CancelledError.class, self::taken);
            return self.end("recovered");
        }));
        loop.callSoon(main::interrupt);
        assertEquals("recovered", main.run());
    }

    @Test
    void aTaskThatIsCancelledByOthersTooIsCancelled() {
        Task<String> task = loop.createTask(Hand.awaiting(loop.createPromise()));
        MainTask<String> main = new MainTask<>(loop, task);
        loop.callSoon(() -> {
            task.cancel();
            main.interrupt();
        });
        assertThrows(CancelledError.class, main::run);
    }

    @Test
    void aTaskThatIsCancelledOnlyByOthersIsCancelled() {
        Task<String> task = loop.createTask(Hand.awaiting(loop.createPromise()));
        loop.callSoon(task::cancel);
        assertThrows(CancelledError.class, () -> new MainTask<>(loop, task).run());
    }

    @Test
    void oneThatComesTooLateToCancelIsNotLost() {
        MainTask<?>[] main = new MainTask<?>[1];
        main[0] = main(Hand.of((self, point) -> {
            main[0].interrupt();
            return self.end("result");
        }));
        KeyboardInterrupt interrupt = assertThrows(KeyboardInterrupt.class, main[0]::run);
        assertEquals(null, interrupt.getCause());
    }
}

package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.Threads.toThread;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.ContextVar;
import dev.reprise.task.Runner;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code test_threads.py}. */
@Timeout(60)
class ThreadsTest {

    private static final ContextVar<String> VARIABLE = new ContextVar<>("variable");

    @Nested
    class ToThreadTests {

        @Test
        void testToThreadException() {
            IOException failure = new IOException("elsewhere");
            assertSame(failure, assertThrows(IOException.class, () -> Runner.runMain(failing(failure))));
        }

        /** The checked exception is the caller's business, without a word more. */
        @Async
        private static Coroutine<String> failing(IOException failure) throws IOException {
            return Coroutine.of(await(toThread(() -> {
                throw failure;
            })));
        }

        @Test
        void testToThreadContextvars() {
            Runner.runMain(settingVariable());
        }

        @Async
        private static Coroutine<Void> settingVariable() {
            Thread own = Thread.currentThread();
            VARIABLE.set("parrot");
            assertEquals("parrot", await(toThread(() -> {
                assertNotSame(own, Thread.currentThread());
                String found = VARIABLE.get();
                VARIABLE.set("changed in a copy");
                return found;
            })));
            assertEquals("parrot", VARIABLE.get());
            return Coroutine.done();
        }
    }
}

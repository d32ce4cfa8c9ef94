package dev.reprise.junit;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.SuppressAsyncWarnings;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that run at the same time know nothing of one another. */
class ParallelTest {

    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

    static class Together {
        /** All four are in the midst of their tests when it opens. */
        static final CyclicBarrier ALL = new CyclicBarrier(4);

        private @Nullable EventLoop own;

        @Async
        @BeforeEach
        Coroutine<Void> open() {
            own = EventLoop.current();
            await(sleep(Duration.ofHours(1)));
            return Coroutine.done();
        }

        @Async
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4})
        @SuppressAsyncWarnings({"never-awaited", "blocking-call"})
        Coroutine<Void> each(int n) throws Exception {
            await(sleep(Duration.ofHours(n)));
            ALL.await();
            assertSame(own, EventLoop.current());
            assertEquals(Duration.ofHours(1 + n), EventLoop.current().time());
            if (n == 2) {
                sleep(Duration.ZERO);
            } else if (n == 3) {
                createTask(sleep(Duration.ofHours(1)));
            }
            ALL.await();
            return Coroutine.done();
        }
    }

    @Test
    void eachHasItsOwnLoopAndItsOwnFaults() {
        Samples samples = Samples.of(Together.class, PARALLEL);
        assertEquals(List.of("[1] 1", "[4] 4"), samples.succeeded());
        assertEquals(List.of("[2] 2", "[3] 3"), samples.failed());
    }
}

package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.junit.AsyncTest;
import dev.reprise.junit.TestLoop;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

    private int attempts;

    @Async
    @BeforeEach
    Coroutine<Void> before() {
        await(sleep(Duration.ofDays(1)));
        return Coroutine.done();
    }

    @Async
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "5, 15"})
    Coroutine<Void> waitsLongerEachTime(int needed, int hours, EventLoop loop) {
        assertEquals(needed, await(Retry.untilTrue(() -> ++attempts == needed)));
        assertEquals(Duration.ofDays(1).plusHours(hours), loop.time());
        return Coroutine.done();
    }

    /** Fails if it is told to. */
    @AsyncTest
    @TestLoop(order = TestLoop.Order.RANDOM)
    Coroutine<Void> leavesATask() {
        if (Boolean.getBoolean("failing")) {
            createTask(sleep(Duration.ofHours(1)));
            await(interrupt());
        }
        return Coroutine.done();
    }
}

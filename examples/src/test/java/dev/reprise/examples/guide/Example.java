package dev.reprise.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Awaitable;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Runner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A loop on virtual time for each test. */
abstract class Example {

    final EventLoop loop = new EventLoop(new VirtualTime());
    private final Runner runner = new Runner(() -> loop);

    final <T extends @Nullable Object> T run(Awaitable<T> awaitable) {
        return runner.run(awaitable);
    }

    final void assertSeconds(int expected) {
        assertEquals(Duration.ofSeconds(expected), loop.time());
    }

    @AfterEach
    final void closeLoop() {
        runner.close();
    }
}

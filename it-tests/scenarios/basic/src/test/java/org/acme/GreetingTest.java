package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import org.junit.jupiter.api.Test;

class GreetingTest {

    @Test
    void a_test_can_await() {
        assertEquals("ADA GRACE", run(both()));
    }

    @Async
    private static Coroutine<String> both() {
        return Coroutine.of(await(Greeting.greet("ada", 1)) + " " + await(Greeting.greet("grace", 1)));
    }
}

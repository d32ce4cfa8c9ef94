package org.acme.tests;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import org.junit.jupiter.api.Test;

class GreetingTest {

    @Test
    void a_test_can_await_where_the_program_cannot() {
        assertEquals("hello ada", run(greeted()));
    }

    @Async
    private static Coroutine<String> greeted() {
        await(interrupt());
        return Coroutine.of(Greeting.greet("ada"));
    }
}

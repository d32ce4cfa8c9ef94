package org.acme.application;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void the_tests_are_in_the_module() {
        assertEquals("tested org.acme.application application public secret", run(tested()));
    }

    @Async
    private static Coroutine<String> tested() {
        return Coroutine.of("tested " + MainTest.class.getModule().getName() + " " + await(Main.text()));
    }
}

package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import org.junit.jupiter.api.Test;

class OddTest {

    @Test
    void classes_from_an_odd_path_work() {
        assertEquals("odd test", run(text()));
    }

    @Async
    private static Coroutine<String> text() {
        return Coroutine.of(await(Odd.text()) + " test");
    }
}

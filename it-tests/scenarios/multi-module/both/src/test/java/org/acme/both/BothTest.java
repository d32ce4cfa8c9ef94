package org.acme.both;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import org.acme.left.Left;
import org.acme.left.Twice;
import org.acme.right.Right;
import org.junit.jupiter.api.Test;

class BothTest {

    @Test
    void modules_await_one_another() {
        assertEquals("left right left right", run(Twice.twice(BothTest::names)));
    }

    @Async
    private static Coroutine<String> names() {
        return Coroutine.of(await(Left.name()) + " " + await(Right.name()));
    }
}

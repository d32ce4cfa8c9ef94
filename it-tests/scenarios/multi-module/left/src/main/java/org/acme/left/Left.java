package org.acme.left;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.time.Duration;

public final class Left {

    private Left() {}

    @Async
    public static Coroutine<String> name() {
        await(sleep(Duration.ofMillis(1)));
        return Coroutine.of("left");
    }
}

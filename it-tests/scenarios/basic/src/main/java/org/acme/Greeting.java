package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.run;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.time.Duration;

public final class Greeting {

    @Async
    static Coroutine<String> greet(String name, int millis) {
        System.out.println("hello " + name);
        await(sleep(Duration.ofMillis(millis)));
        System.out.println("goodbye " + name);
        return Coroutine.of(name.toUpperCase(java.util.Locale.ROOT));
    }

    public static void main(String[] args) {
        System.out.println(run(gather(greet("ada", 100), greet("grace", 10))));
    }
}

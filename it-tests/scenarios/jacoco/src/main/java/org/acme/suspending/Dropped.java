package org.acme.suspending;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/** To call the method runs none of its lines. */
public class Dropped {

    @Async
    public static Coroutine<String> greet(String name) {
        String greeting = "hello " + name;
        return Coroutine.of(greeting);
    }
}

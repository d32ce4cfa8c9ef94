package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.run;

import dev.reprise.Async;
import dev.reprise.Coroutine;

public final class Unchanged {

    private Unchanged() {}

    @Async
    private static Coroutine<String> changed() {
        return Coroutine.of("unchanged " + await(Changed.stays()));
    }

    public static void main(String[] args) {
        System.out.println(run(changed()));
    }
}

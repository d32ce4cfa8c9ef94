package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.run;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import org.acme.feature.Feature;

public final class Main {

    private Main() {}

    @Async
    static Coroutine<String> plain() {
        await(interrupt());
        return Coroutine.of("plain");
    }

    /** Has values of the dependency's type in a parameter, in variables and on the stack at its awaits. */
    @Async
    static Coroutine<String> featured(Feature given) {
        Feature feature = given == null ? new Feature() : given;
        await(interrupt());
        return Coroutine.of(join(feature, await(plain()), new Feature()));
    }

    private static String join(Feature first, String middle, Feature last) {
        return first.text() + ", " + middle + ", " + last.text();
    }

    public static void main(String[] args) {
        System.out.println(run(plain()));
        try {
            System.out.println(run(featured(null)));
        } catch (NoClassDefFoundError e) {
            System.out.println("no " + e.getMessage());
        }
    }
}

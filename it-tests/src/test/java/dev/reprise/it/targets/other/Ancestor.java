package dev.reprise.it.targets.other;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** The superclass, in a package of its own, of a class that uses its protected members. */
public abstract class Ancestor {

    protected static final String made = "made";

    protected String name;
    protected int count;

    protected Ancestor(String name) {
        this.name = name;
    }

    protected final String decorated(String s) {
        return "<" + s + ">";
    }

    @Async
    protected Coroutine<String> later(Probe p) {
        return Coroutine.of(await(p.value("ancestor ")) + hidden(await(p.value(count))));
    }

    private String hidden(int n) {
        return "hidden " + n;
    }
}

package dev.reprise.transformer.internal.model;

import dev.reprise.transformer.internal.asm.RuntimeNames;

/** What the return type of a rewritten method makes of its body. */
public enum AsyncKind {
    /** It awaits, and ends with a result. */
    COROUTINE("Coroutine", true, false),
    /** It emits. */
    GENERATOR("Generator", false, true),
    /** It does both. */
    ASYNC_GENERATOR("AsyncGenerator", true, true);

    private final String type;
    private final boolean awaits;
    private final boolean emits;

    AsyncKind(String type, boolean awaits, boolean emits) {
        this.type = type;
        this.awaits = awaits;
        this.emits = emits;
    }

    /** Returns the kind of a method that returns an async type. */
    public static AsyncKind of(String descriptor) {
        if (RuntimeNames.returnsGenerator(descriptor)) {
            return GENERATOR;
        }
        return RuntimeNames.returnsAsyncGenerator(descriptor) ? ASYNC_GENERATOR : COROUTINE;
    }

    /** Returns the return type, as a message names it. */
    public String type() {
        return type;
    }

    /** Tells whether the body may be suspended for whoever drives it. */
    public boolean awaits() {
        return awaits;
    }

    /** Tells whether the body has elements, and then no result. */
    public boolean emits() {
        return emits;
    }
}

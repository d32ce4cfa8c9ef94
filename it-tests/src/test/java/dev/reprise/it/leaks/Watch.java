package dev.reprise.it.leaks;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Follows one object without keeping it alive. */
public final class Watch {

    /** A collector that has not found an object unreachable after so many requests never will. */
    private static final int REQUESTS = 5;

    private @Nullable WeakReference<Object> reference;

    /** Makes one that follows nothing yet. */
    public Watch() {}

    /** Follows {@code object} from now on, and returns it. */
    public <T> T on(T object) {
        reference = new WeakReference<>(object);
        return object;
    }

    /** Follows a new object. */
    public Object object() {
        return on(new Object());
    }

    /** Tells whether the collector finds nobody who holds the object. */
    boolean isCollected() {
        WeakReference<Object> followed = reference;
        if (followed == null) {
            throw new AssertionError("the test follows no object: its subject did not run");
        }
        for (int i = 0; i < REQUESTS && !followed.refersTo(null); i++) {
            System.gc();
        }
        return followed.refersTo(null);
    }
}

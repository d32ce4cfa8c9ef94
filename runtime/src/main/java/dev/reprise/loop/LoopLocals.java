package dev.reprise.loop;

import dev.reprise.internal.Sneaky;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a loop has of each {@link LoopLocal}. */
final class LoopLocals {

    private final CallbackLoop loop;

    private final Map<LoopLocal<?>, Object> values = new HashMap<>();

    /** Those that are to be closed, in the order in which they were made. */
    private final List<AutoCloseable> open = new ArrayList<>();

    private boolean closing;

    LoopLocals(CallbackLoop loop) {
        this.loop = loop;
    }

    Object of(LoopLocal<?> key) {
        Object value = values.get(key);
        return value == null ? make(key) : value;
    }

    private Object make(LoopLocal<?> key) {
        if (closing) {
            throw new IllegalStateException("the loop is being closed: ask for its parts before");
        }
        Object made = key.make(loop);
        values.put(key, made);
        if (made instanceof AutoCloseable closeable) {
            open.add(closeable);
        }
        return made;
    }

    /** Closes the last one first: it may use those that were there before it. */
    void close() {
        closing = true;
        while (!open.isEmpty()) {
            AutoCloseable last = open.remove(open.size() - 1);
            try {
                last.close();
            } catch (Throwable failure) {
                if (CallbackLoop.isFatal(failure)) {
                    throw Sneaky.raise(failure);
                }
                loop.callExceptionHandler(new ErrorContext("a part of the loop could not be closed", failure, last));
            }
        }
        values.clear();
    }
}

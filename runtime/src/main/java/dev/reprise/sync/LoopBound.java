package dev.reprise.sync;

import dev.reprise.task.EventLoop;
import org.jspecify.annotations.Nullable;

/** What belongs to the first loop on which a task waits for it. */
abstract class LoopBound {

    private @Nullable EventLoop loop;

    /**
     * Returns the running loop, for a task that is to wait on it.
     *
     * @throws IllegalStateException if this belongs to another one
     */
    final EventLoop loop() {
        EventLoop bound = loop;
        if (bound != null && bound.isCurrent()) {
            return bound;
        }
        EventLoop running = EventLoop.current();
        if (bound == null) {
            loop = running;
        } else {
            throw new IllegalStateException(
                    this + " belongs to another event loop, the first on which a task waited for"
                            + " it: use it there, or make one for each loop");
        }
        return running;
    }
}

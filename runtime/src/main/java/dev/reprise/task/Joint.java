package dev.reprise.task;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Promise;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise that whoever made it ends when others have ended: whoever awaits it waits for them, and {@link CallGraph} shows
 * it so. For those who write something like {@code gather}.
 *
 * @param <T> the type of the result
 */
public class Joint<T extends @Nullable Object> extends Promise<T> {

    private final Collection<? extends Promise<?>> parts;

    /**
     * Makes one.
     *
     * @param parts the others; looked at when somebody asks for the graph, and may change until then
     */
    public Joint(CallbackLoop loop, Collection<? extends Promise<?>> parts) {
        super(loop);
        this.parts = parts;
    }

    /** Returns those that this waits for now. */
    final List<Promise<?>> pendingParts() {
        return parts.stream()
                .<Promise<?>>map(part -> part)
                .filter(part -> !part.done())
                .toList();
    }
}

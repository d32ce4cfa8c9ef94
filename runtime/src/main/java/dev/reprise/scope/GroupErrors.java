package dev.reprise.scope;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of a group, in order of time, made one: the first, with the others as its suppressed exceptions. */
final class GroupErrors {

    private final List<Throwable> errors = new ArrayList<>();

    /** Those that the first cannot hold, since it was made without suppression. */
    private final List<Throwable> lost = new ArrayList<>();

    void add(Throwable error) {
        errors.add(error);
    }

    /** Returns the first error, or the first fatal one, with the others suppressed; null if there is none. */
    @Nullable
    Throwable first() {
        if (errors.isEmpty()) {
            return null;
        }
        Throwable first =
                errors.stream().filter(CallbackLoop::isFatal).findFirst().orElse(errors.get(0));
        for (Throwable other : errors) {
            if (other != first && !holds(first, other)) {
                first.addSuppressed(other);
                if (!holds(first, other)) {
                    lost.add(other);
                }
            }
        }
        return first;
    }

    /** Several tasks may fail with one exception, and one that is shared may have been through a group before. */
    private static boolean holds(Throwable first, Throwable other) {
        return Arrays.stream(first.getSuppressed()).anyMatch(suppressed -> suppressed == other);
    }

    void reportLost(CallbackLoop loop, Object source) {
        for (Throwable error : lost) {
            loop.callExceptionHandler(
                    new ErrorContext("a group's first exception does not take suppressed ones", error, source));
        }
    }
}

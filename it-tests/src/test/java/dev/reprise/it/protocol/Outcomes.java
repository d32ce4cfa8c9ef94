package dev.reprise.it.protocol;

import dev.reprise.CoroutineExit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words in which the outcome of a step is told, for Python and for us. */
final class Outcomes {

    /** The errors of wrong use, by what their messages hold. */
    private static final Map<String, String> ERRORS = new LinkedHashMap<>();

    static {
        ERRORS.put("is already executing", "already-executing");
        ERRORS.put("the asynchronous generator is already running", "already-running");
        ERRORS.put("is being awaited already", "being-awaited");
        ERRORS.put("cannot reuse", "reused");
        ERRORS.put("ignored CoroutineExit", "ignored-exit");
        ERRORS.put("cannot send a value", "not-started");
        ERRORS.put("null was awaited", "not-awaitable");
        ERRORS.put("returned null", "not-awaitable");
    }

    private Outcomes() {}

    static String text(@Nullable Object value) {
        return value == null ? "nothing" : value.toString();
    }

    static String error(Throwable error) {
        if (error instanceof CoroutineExit) {
            return "error Exit";
        }
        if (error instanceof Boom || error instanceof Bang || error instanceof Fatal) {
            return "error " + error.getClass().getSimpleName() + " " + error.getMessage();
        }
        if (error instanceof IllegalStateException || error instanceof NullPointerException) {
            String message = text(error.getMessage());
            for (Map.Entry<String, String> known : ERRORS.entrySet()) {
                if (message.contains(known.getKey())) {
                    return "error " + known.getValue();
                }
            }
        }
        return "error " + error;
    }
}

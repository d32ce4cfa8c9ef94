package dev.reprise.loop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings an exception to a loop's exception handler, and, if that is broken, to the next one that works. */
final class ErrorReports {

    private static final System.Logger LOG = System.getLogger(CallbackLoop.class.getName());

    private @Nullable ExceptionHandler handler;

    void setHandler(@Nullable ExceptionHandler handler) {
        this.handler = handler;
    }

    Optional<ExceptionHandler> handler() {
        return Optional.ofNullable(handler);
    }

    void report(CallbackLoop loop, ErrorContext context) {
        ExceptionHandler custom = handler;
        if (custom == null) {
            reportToDefault(loop, context);
            return;
        }
        try {
            custom.handle(loop, context);
        } catch (Throwable broken) {
            if (CallbackLoop.isFatal(broken)) {
                throw broken;
            }
            if (broken != context.exception()) {
                broken.addSuppressed(context.exception());
            }
            reportToDefault(loop, new ErrorContext("unhandled exception in the exception handler", broken, custom));
        }
    }

    /** A subclass may have replaced the default handler, and it may fail too. */
    private static void reportToDefault(CallbackLoop loop, ErrorContext context) {
        try {
            loop.defaultExceptionHandler(context);
        } catch (Throwable broken) {
            if (CallbackLoop.isFatal(broken)) {
                throw broken;
            }
            log(context);
            log(new ErrorContext("unhandled exception in the default exception handler", broken, loop));
        }
    }

    static void warn(String message) {
        LOG.log(System.Logger.Level.WARNING, message);
    }

    static void log(ErrorContext context) {
        LOG.log(System.Logger.Level.ERROR, context.toString(), context.exception());
    }
}

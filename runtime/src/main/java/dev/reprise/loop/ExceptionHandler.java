package dev.reprise.loop;

/** What a loop calls for an exception that nobody else can catch; see {@link CallbackLoop#setExceptionHandler}. */
@FunctionalInterface
public interface ExceptionHandler {

    /** Handles it, on the loop's thread. If this throws, the loop's default handler is told of both exceptions. */
    void handle(CallbackLoop loop, ErrorContext context);
}

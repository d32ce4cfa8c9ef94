package dev.reprise.io;

import dev.reprise.Coroutine;

/**
 * What a server runs for each connection, in a task of its own: the {@code client_connected_cb} of {@code
 * asyncio.start_server}.
 *
 * <p>If it fails, that is reported to the loop's exception handler and the connection is closed; if it is cancelled, the
 * connection is closed. If it returns, the connection stays open until the writer is closed, so it can be handed to another
 * task.
 */
@FunctionalInterface
public interface ConnectionHandler {

    /** Returns the coroutine that serves a connection. It is called in the first step of the task. */
    Coroutine<Void> handle(StreamReader reader, StreamWriter writer) throws Exception;
}

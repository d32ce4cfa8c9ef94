package dev.reprise.it.load;

/** What {@link EchoProgram} runs. Its methods are called on another thread than that of the server. */
interface EchoServer {

    /** Starts it on a free port of the loopback, which it returns. */
    int start() throws Exception;

    /** Returns numbers about what it does just now. */
    State counts() throws Exception;

    /** Waits until it has no connection. */
    void awaitIdle() throws Exception;

    /** Closes it and all that belongs to it. */
    void stop() throws Exception;
}

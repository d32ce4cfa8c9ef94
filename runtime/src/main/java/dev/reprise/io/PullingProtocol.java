package dev.reprise.io;

/**
 * A protocol that may have somebody who takes what has arrived from the transport himself, when his turn comes. What is read
 * then is handed on while it is still in the processor's cache, and stays with the kernel until it is wanted.
 */
interface PullingProtocol extends Protocol {

    /**
     * Tells that something has arrived, or the end, while the loop looks for what is ready: only promises may be ended.
     *
     * @return whether somebody will call {@link PulledTransport#pull}; if not, the transport reads, and calls {@link #dataReceived}
     */
    boolean readable();
}

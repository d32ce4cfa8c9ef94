package dev.reprise.io;

import java.nio.ByteBuffer;

/** A transport from which a {@link PullingProtocol} may take what has arrived. */
interface PulledTransport extends Transport {

    /**
     * Reads what is there into {@code into}; what does not fit goes to the protocol, as the end of the input and a failure of
     * the connection do.
     *
     * @return how many bytes were put there; 0 if none, for whatever reason
     */
    int pull(ByteBuffer into);
}

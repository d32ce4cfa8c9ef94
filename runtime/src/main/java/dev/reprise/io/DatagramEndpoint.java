package dev.reprise.io;

/**
 * A UDP socket that is open: what {@code create_datagram_endpoint} returns.
 *
 * @param transport what carries the datagrams
 * @param protocol who is told of them, as the factory made it
 * @param <P> the protocol's type
 */
public record DatagramEndpoint<P extends DatagramProtocol>(DatagramTransport transport, P protocol) {}

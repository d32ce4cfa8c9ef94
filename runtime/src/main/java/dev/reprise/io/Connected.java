package dev.reprise.io;

/**
 * A connection that stands: what {@code create_connection} returns.
 *
 * @param transport what carries the bytes
 * @param protocol who is told of them, as the factory made it
 * @param <P> the protocol's type
 */
public record Connected<P extends Protocol>(Transport transport, P protocol) {}

package dev.reprise.io;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * A datagram that has arrived.
 *
 * @param data its bytes, perhaps none
 * @param sender where it came from
 */
public record Datagram(ByteBuffer data, SocketAddress sender) {}

/**
 * The idea: a socket whose methods are awaited, so that a server and its client can run in one loop. To be read: {@link
 * dev.reprise.examples.sockets.Echo}.
 */
@NullMarked
package dev.reprise.examples.sockets;

import org.jspecify.annotations.NullMarked;

/**
 * Input and output on the loop's thread: connections, servers, TLS, datagrams, files, processes.
 *
 * <p>It has two levels, as asyncio has. {@link dev.reprise.io.Transport} and {@link dev.reprise.io.Protocol} are callbacks:
 * a transport carries bytes, a protocol is told of them. {@link dev.reprise.io.Streams} is for coroutines, and built on them.
 */
@NullMarked
package dev.reprise.io;

import org.jspecify.annotations.NullMarked;

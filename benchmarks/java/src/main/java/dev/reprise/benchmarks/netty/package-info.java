/** Netty on NIO's selector. */
@NullMarked
package dev.reprise.benchmarks.netty;

import org.jspecify.annotations.NullMarked;

/** Netty on Linux's epoll, by its native library. */
@NullMarked
package dev.reprise.benchmarks.nettyepoll;

import org.jspecify.annotations.NullMarked;

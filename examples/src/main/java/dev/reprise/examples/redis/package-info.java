/** A client for Redis on the library's streams: pipelining, publish and subscribe. */
@NullMarked
package dev.reprise.examples.redis;

import org.jspecify.annotations.NullMarked;

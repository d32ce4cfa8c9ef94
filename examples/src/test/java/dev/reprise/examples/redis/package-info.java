/** The Redis client without a server, with one, and another client for the same server. */
@NullMarked
package dev.reprise.examples.redis;

import org.jspecify.annotations.NullMarked;

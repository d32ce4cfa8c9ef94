/** Tests of the examples with sockets. */
@NullMarked
package dev.reprise.examples.sockets;

import org.jspecify.annotations.NullMarked;

/** Tests of connections, on virtual time and on sockets. */
@NullMarked
package dev.reprise.io;

import org.jspecify.annotations.NullMarked;

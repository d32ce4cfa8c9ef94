/** TLS with a peer of another make. */
@NullMarked
package dev.reprise.it.tls;

import org.jspecify.annotations.NullMarked;

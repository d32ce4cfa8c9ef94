/** A small HTTP/1.1 server (RFC 9110 and 9112) on the library's streams. */
@NullMarked
package dev.reprise.examples.http;

import org.jspecify.annotations.NullMarked;

/** Each example is run and its output compared. Nothing here waits: the time is the tests'. */
@NullMarked
package dev.reprise.examples;

import org.jspecify.annotations.NullMarked;

/** Tests of the engine, on coroutines written by hand and on virtual time, except where threads are the subject. */
@NullMarked
package dev.reprise.loop;

import org.jspecify.annotations.NullMarked;

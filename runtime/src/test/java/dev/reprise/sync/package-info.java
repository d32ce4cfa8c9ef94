/** Tests of locks, queues and channels, on virtual time. */
@NullMarked
package dev.reprise.sync;

import org.jspecify.annotations.NullMarked;

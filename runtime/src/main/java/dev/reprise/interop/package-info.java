/**
 * Bridges to what the JDK has for things that are not there yet: {@link java.util.concurrent.CompletionStage} and {@link
 * java.util.concurrent.Flow.Publisher}, both ways, with cancellation and back-pressure.
 */
@NullMarked
package dev.reprise.interop;

import org.jspecify.annotations.NullMarked;

/** The first stage: finds out cheaply whether a class is worth parsing, and parses it. */
@NullMarked
package dev.reprise.transformer.internal.read;

import org.jspecify.annotations.NullMarked;

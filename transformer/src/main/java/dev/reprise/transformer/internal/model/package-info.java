/** What the stages hand on: immutable records, and no logic beyond what reads them. */
@NullMarked
package dev.reprise.transformer.internal.model;

import org.jspecify.annotations.NullMarked;

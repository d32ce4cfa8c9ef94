/** The Maven plugin: two goals over {@link dev.reprise.maven.AbstractTransformMojo}. */
@NullMarked
package dev.reprise.maven;

import org.jspecify.annotations.NullMarked;

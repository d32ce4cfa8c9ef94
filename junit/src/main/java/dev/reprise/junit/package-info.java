/**
 * Tests that await. {@link dev.reprise.junit.AsyncTest} marks one, {@link dev.reprise.junit.TestLoop} says on what loop it
 * runs, and {@link dev.reprise.junit.AsyncTests} runs blocks that await in tests of any other kind.
 */
@NullMarked
package dev.reprise.junit;

import org.jspecify.annotations.NullMarked;

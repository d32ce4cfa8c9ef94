/**
 * The behaviour that CPython's own tests of asyncio describe, under their names, on the public API.
 *
 * <p>A class is a file of {@code Lib/test/test_asyncio}, a nested class one of its classes, and {@code testGetCancelledRace}
 * its {@code test_get_cancelled_race}. The page {@code docs/conformance.md} lists them; the build counts those that pass.
 */
@NullMarked
package dev.reprise.it.conformance;

import org.jspecify.annotations.NullMarked;

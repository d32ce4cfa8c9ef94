/**
 * Published libraries with a suspension before each call, transformed, under their own published tests. {@link
 * dev.reprise.it.foreign.ForeignLibraryTest} is the entry class.
 */
package dev.reprise.it.foreign;

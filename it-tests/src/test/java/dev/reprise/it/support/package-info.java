/**
 * Sources kept as text in a test, compiled and transformed when it runs. {@link dev.reprise.it.support.Transformation} is
 * the entry class; {@link dev.reprise.it.support.Later} is what such sources await. {@link
 * dev.reprise.it.support.Compiler} runs compilers of other languages.
 */
package dev.reprise.it.support;

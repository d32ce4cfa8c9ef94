/**
 * Sources kept as text in a test, compiled and transformed when it runs. {@link dev.reprise.it.support.Transformation} is
 * the entry class; {@link dev.reprise.it.support.Later} is what such sources await.
 */
package dev.reprise.it.support;

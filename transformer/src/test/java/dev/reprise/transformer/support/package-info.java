/** Class files for the tests of the transformer, which does not know the runtime: they are compiled against stubs. */
package dev.reprise.transformer.support;

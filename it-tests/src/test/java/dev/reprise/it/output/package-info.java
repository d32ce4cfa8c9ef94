/** Folders and jars after the transformer, as the command line and the plugin write them. */
package dev.reprise.it.output;

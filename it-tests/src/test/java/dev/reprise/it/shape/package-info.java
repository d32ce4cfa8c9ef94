/** What the transformer's output looks like to a loader, a debugger, reflection, serialization and the collector. */
package dev.reprise.it.shape;

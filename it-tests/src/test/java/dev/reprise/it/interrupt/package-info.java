/** Ctrl-C and the main thread, in processes that really run and get real signals. */
package dev.reprise.it.interrupt;

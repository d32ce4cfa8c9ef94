/** What coroutines, generators, tasks and promises keep alive, and for how long. */
package dev.reprise.it.leaks;

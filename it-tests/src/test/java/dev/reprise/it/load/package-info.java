/**
 * One server loop, in a process of its own, under many connections. The clients are plain NIO in the process of the test: they
 * share no code with what they test, and cost little.
 */
package dev.reprise.it.load;

/** Awaits that call the body of what they await directly: what they are in bytecode, what they do, what they cost. */
package dev.reprise.it.fused;

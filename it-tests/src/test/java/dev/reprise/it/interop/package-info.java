/** Generators as publishers and publishers as generators: what the rules of Reactive Streams say of both. */
package dev.reprise.it.interop;

/** What a person sees of a transformed method who debugs it or reads its stack traces. */
package dev.reprise.it.debugging;

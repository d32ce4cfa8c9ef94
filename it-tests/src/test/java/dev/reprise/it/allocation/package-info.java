/** How many bytes the runtime allocates for what programs do most: counts, which no busy machine changes. */
package dev.reprise.it.allocation;

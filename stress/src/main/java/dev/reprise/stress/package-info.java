/** What two threads do to a loop at once, in all orders that a machine will show in time. */
package dev.reprise.stress;

/** Wrong use at run time: each error names the fault, the class, the method, the line, and the remedy. */
package dev.reprise.it.badinput;

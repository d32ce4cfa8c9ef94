/**
 * Each fault that the transformer refuses, and what it must not refuse. The sources hold what is expected on the line
 * that it is about; {@link dev.reprise.it.diagnostics.Expectations} tells how.
 */
package dev.reprise.it.diagnostics;

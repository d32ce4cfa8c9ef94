/** Tests of the scopes, as blocks that await, on virtual time. */
@NullMarked
package dev.reprise.scope;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.reprise.examples.guest;

import org.jspecify.annotations.NullMarked;

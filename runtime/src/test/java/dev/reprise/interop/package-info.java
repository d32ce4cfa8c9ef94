@NullMarked
package dev.reprise.interop;

import org.jspecify.annotations.NullMarked;

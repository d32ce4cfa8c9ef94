@NullMarked
package dev.reprise.examples.http;

import org.jspecify.annotations.NullMarked;

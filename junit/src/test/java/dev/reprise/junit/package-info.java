@org.jspecify.annotations.NullMarked
package dev.reprise.junit;

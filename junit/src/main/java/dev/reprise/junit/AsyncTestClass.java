package dev.reprise.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The mark that the build leaves on a class with tests that await, so that JUnit finds {@link AsyncExtension}. Nobody needs
 * to write it.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(AsyncExtension.class)
public @interface AsyncTestClass {}

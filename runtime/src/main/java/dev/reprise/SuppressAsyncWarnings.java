package dev.reprise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Suppresses warnings of the build that rewrites {@link Async} methods. {@link SuppressWarnings} cannot serve: the compiler
 * does not write it into class files, and these are all that the build sees.
 *
 * <p>On a method or a constructor it covers the body with its lambdas; those of field initialisers belong to the
 * constructors. On a class it covers all of that class file, which holds no nested, local or anonymous class: these need an
 * annotation of their own. Errors cannot be suppressed.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface SuppressAsyncWarnings {

    /**
     * The codes of the warnings, as the build prints them between brackets: {@code "never-awaited"}, {@code
     * "blocking-call"}. One that no warning has is warned of itself.
     */
    String[] value();
}

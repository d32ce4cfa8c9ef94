package dev.reprise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that the build rewrites into a resumable state machine: Python's {@code async def}.
 *
 * <p>The method returns {@link Coroutine}, {@link Generator} or {@link AsyncGenerator}. Calling it runs nothing; it returns
 * an object that starts when it is first stepped. Lambdas need no mark: one whose body awaits is rewritten too. An abstract method may
 * carry the mark as documentation and is left alone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Async {}

package dev.reprise.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * A test that awaits: JUnit's {@link Test} and {@link dev.reprise.Async} in one. It returns {@code Coroutine<Void>}.
 *
 * <pre>{@code
 * @AsyncTest
 * Coroutine<Void> anHourPasses() {
 *     await(sleep(Duration.ofHours(1)));
 *     return Coroutine.done();
 * }
 * }</pre>
 *
 * <p>For tests of other kinds and for what runs around them, add {@link dev.reprise.Async} to JUnit's own annotation:
 * {@code @Async @ParameterizedTest}, {@code @Async @BeforeEach}. The methods that JUnit calls for one test share one event
 * loop, on virtual time unless {@link TestLoop} says otherwise. A test fails if it hangs, or if it leaves a task, a
 * coroutine that was never awaited, or an error that nobody retrieved.
 *
 * <p>The class must be transformed: the goal {@code transform-tests} of reprise-maven-plugin.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
public @interface AsyncTest {}

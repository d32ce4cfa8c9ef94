package dev.reprise.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On what event loop a test runs, and what it may leave. That on the method counts, else that on the class, its superclass
 * or the classes around it; they are not merged.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TestLoop {

    /** In which order tasks run that are ready at the same time. */
    Order order() default Order.DEFAULT;

    /**
     * The seed of a random order, one number; it implies that order. Repetition <i>n</i> of a repeated or parameterised test
     * has {@code seed + n - 1}. Without it each test has a new one, which a failure tells.
     *
     * <p>The configuration parameter {@value #SEED_PARAMETER}, as a system property or in {@code
     * junit-platform.properties}, replaces all seeds.
     */
    long[] seed() default {};

    /** What time it is for the test. */
    Time time() default Time.VIRTUAL;

    /** What does not make the test fail. */
    Fault[] tolerates() default {};

    /** The configuration parameter that replaces all seeds, to replay a failure. */
    String SEED_PARAMETER = "reprise.seed";

    /** The configuration parameter that is the default order: {@code fifo} or {@code random}. */
    String ORDER_PARAMETER = "reprise.order";

    /** In which order tasks run that are ready at the same time. */
    enum Order {
        /** As the configuration parameter {@value TestLoop#ORDER_PARAMETER} says; FIFO without it. */
        DEFAULT,
        /** First come, first served, as in a program. */
        FIFO,
        /** In an order that depends on the seed alone. A program that is right runs in any. */
        RANDOM
    }

    /** What time it is for a test. */
    enum Time {
        /** A clock that jumps to the next timer when nothing is ready; see {@link dev.reprise.loop.VirtualTime}. */
        VIRTUAL,
        /** The system's clock. A test that hangs is not recognised then: JUnit's {@code @Timeout} ends it. */
        REAL
    }

    /** What makes a test fail although its body does not. */
    enum Fault {
        /** Tasks that have not ended, and that nobody has cancelled. */
        TASKS_LEFT,
        /** Coroutines that were made by the test's thread and never started. */
        NEVER_AWAITED,
        /** Errors that came to the loop's exception handler, such as that of a task that nobody awaited. */
        ERRORS_REPORTED
    }
}

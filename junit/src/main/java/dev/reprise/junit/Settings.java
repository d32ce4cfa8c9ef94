package dev.reprise.junit;

import dev.reprise.junit.TestLoop.Fault;
import dev.reprise.junit.TestLoop.Order;
import dev.reprise.junit.TestLoop.Time;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What holds for one test: its {@link TestLoop} and the configuration parameters, put together.
 *
 * @param seed of a random order; absent for first come, first served
 * @param invocation which repetition of a repeated or parameterised test it is, from 1
 * @param selector what selects the test on Maven's command line; null outside of JUnit
 */
record Settings(
        OptionalLong seed,
        int invocation,
        Time time,
        List<Fault> tolerated,
        @Nullable String selector) {

    static final Settings DEFAULTS = new Settings(OptionalLong.empty(), 1, Time.VIRTUAL, List.of(), null);

    /** New seeds are short, for those who have to type them. */
    private static final int SEEDS = 1_000_000;

    private static final Pattern INVOCATION = Pattern.compile("test-template-invocation:#(\\d+)]$");

    static Settings of(ExtensionContext context) {
        TestLoop annotation = annotationOf(context);
        int invocation = invocationOf(context);
        return new Settings(
                seedOf(context, annotation, invocation),
                invocation,
                annotation == null ? Time.VIRTUAL : annotation.time(),
                annotation == null ? List.of() : List.of(annotation.tolerates()),
                selectorOf(context));
    }

    private static @Nullable TestLoop annotationOf(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, TestLoop.class))
                .or(() -> context.getTestClass()
                        .flatMap(type -> AnnotationSupport.findAnnotation(
                                type, TestLoop.class, context.getEnclosingTestClasses())))
                .orElse(null);
    }

    private static int invocationOf(ExtensionContext context) {
        Matcher invocation = INVOCATION.matcher(context.getUniqueId());
        return invocation.find() ? Integer.parseInt(invocation.group(1)) : 1;
    }

    private static OptionalLong seedOf(ExtensionContext context, @Nullable TestLoop annotation, int invocation) {
        long[] given = annotation == null ? new long[0] : annotation.seed();
        Order order = annotation == null ? Order.DEFAULT : annotation.order();
        if (given.length > 1) {
            throw new ExtensionConfigurationException("@TestLoop of " + context.getDisplayName() + " has "
                    + given.length + " seeds: give it one; for several runs, make it a @RepeatedTest");
        }
        OptionalLong replayed = replayedSeed(context);
        boolean random = switch (order) {
            case RANDOM -> true;
            case FIFO -> given.length > 0;
            case DEFAULT -> given.length > 0 || replayed.isPresent() || isRandomByDefault(context);
        };
        if (!random) {
            return OptionalLong.empty();
        }
        if (replayed.isPresent()) {
            return replayed;
        }
        return OptionalLong.of(
                given.length > 0
                        ? given[0] + invocation - 1
                        : ThreadLocalRandom.current().nextInt(SEEDS));
    }

    private static OptionalLong replayedSeed(ExtensionContext context) {
        String text = context.getConfigurationParameter(TestLoop.SEED_PARAMETER).orElse("");
        try {
            return text.isBlank() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new ExtensionConfigurationException(
                    "the configuration parameter " + TestLoop.SEED_PARAMETER + " is '" + text
                            + "': it must be an integer, as the failure printed it",
                    e);
        }
    }

    private static boolean isRandomByDefault(ExtensionContext context) {
        String text = context.getConfigurationParameter(TestLoop.ORDER_PARAMETER)
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .orElse("fifo");
        return switch (text) {
            case "random" -> true;
            case "fifo", "" -> false;
            default ->
                throw new ExtensionConfigurationException("the configuration parameter " + TestLoop.ORDER_PARAMETER
                        + " is '" + text + "': it must be fifo or random");
        };
    }

    private static @Nullable String selectorOf(ExtensionContext context) {
        String type = context.getTestClass().map(Class::getName).orElse(null);
        return type == null
                ? null
                : type.substring(type.lastIndexOf('.') + 1)
                        + context.getTestMethod()
                                .map(method -> "#" + method.getName())
                                .orElse("");
    }

    boolean tolerates(Fault fault) {
        return tolerated.contains(fault);
    }

    /** Says how to run the test again in the same order. */
    @Nullable
    String replay() {
        if (seed.isEmpty()) {
            return null;
        }
        long value = seed.getAsLong();
        String test = selector == null ? "" : " -Dtest='" + selector + "'";
        return "the order was random, of seed " + value + ": replay it with -D" + TestLoop.SEED_PARAMETER + "=" + value
                + test + ", or @TestLoop(seed = " + (value - invocation + 1) + ")";
    }
}

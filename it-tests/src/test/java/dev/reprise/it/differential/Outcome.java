package dev.reprise.it.differential;

import java.util.Arrays;
import java.util.List;

/**
 * What a run did, as text: the two sides run in class loaders of their own, so that equal values of a target class are
 * not equal objects.
 *
 * @param end the result or the exception
 * @param log the side effects in their order
 * @param suspensions how often the run was suspended
 */
public record Outcome(String end, List<String> log, int suspensions) {

    static Outcome returned(Object result, Probe probe, int suspensions) {
        return new Outcome("returned " + text(result), probe.log(), suspensions);
    }

    static Outcome threw(Throwable error, Probe probe, int suspensions) {
        return new Outcome("threw " + text(error), probe.log(), suspensions);
    }

    /** Renders a value with its type, arrays and exceptions with all that they hold, nothing by its identity. */
    static String text(Object value) {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isHidden()) {
            return "a lambda";
        }
        String type = value.getClass().getSimpleName();
        if (value.getClass().isArray()) {
            String elements = Arrays.deepToString(new Object[] {value});
            return type + " " + elements.substring(1, elements.length() - 1);
        }
        if (value instanceof Throwable error) {
            return throwable(error);
        }
        String identity = value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
        return value.toString().equals(identity) ? type : type + " " + value;
    }

    private static String throwable(Throwable error) {
        StringBuilder text = new StringBuilder(error.getClass().getName());
        // The JVM words this message after the instruction that met the null, which the rewriting may change.
        if (!(error instanceof NullPointerException)) {
            text.append(": ").append(error.getMessage());
        }
        if (error.getCause() != null) {
            text.append(" caused by ").append(throwable(error.getCause()));
        }
        for (Throwable suppressed : error.getSuppressed()) {
            text.append(" suppressing (").append(throwable(suppressed)).append(")");
        }
        return text.toString();
    }
}

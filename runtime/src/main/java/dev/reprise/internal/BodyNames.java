package dev.reprise.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the transformer calls the bodies of rewritten methods, on the stacks of threads. */
public final class BodyNames {

    private static final Pattern BODY = Pattern.compile("lambda\\$(.+)\\$async\\$\\d+");

    private BodyNames() {}

    /** Returns what the body of a static method is called that other classes may link to, by code of an ABI. */
    public static String linked(String method, int abi) {
        return "lambda$" + method + "$async$" + abi;
    }

    /** Returns the method of the source that a body is from, a lambda without its prefix; null for another method. */
    public static @Nullable String methodOf(String methodName) {
        Matcher body = BODY.matcher(methodName);
        return body.matches() ? body.group(1) : null;
    }
}

package dev.reprise.it.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A construct as its source, in which <code>{int}</code> stands for an expression of that type and
 * <code>{int!await}</code> for one that is an await.
 *
 * @param construct its name
 * @param result what it makes
 * @param text the source with {@code #} for each hole
 * @param holes what belongs there
 * @param wide whether a {@code long} or {@code double} that is no hole lies on the stack while the last one is evaluated
 */
record Template(String construct, Sort result, String text, List<Hole> holes, boolean wide) {

    private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)(?:!([^{}]+))?\\}");
    private static final Map<String, Type> TYPES =
            Arrays.stream(Type.values()).collect(Collectors.toMap(Type::hole, Function.identity()));

    /** What belongs into a hole: an expression of a type, of a certain construct if one is named. */
    record Hole(Type type, @Nullable String construct) {}

    static Template of(String construct, Sort result, String source) {
        return of(construct, result, source, false);
    }

    static Template of(String construct, Sort result, String source, boolean wide) {
        List<Hole> holes = new ArrayList<>();
        Matcher matcher = HOLE.matcher(source);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            Type type = TYPES.get(matcher.group(1));
            if (type == null) {
                throw new IllegalArgumentException("no type " + matcher.group(1) + " in " + source);
            }
            holes.add(new Hole(type, matcher.group(2)));
            matcher.appendReplacement(text, "#");
        }
        return new Template(construct, result, matcher.appendTail(text).toString(), holes, wide);
    }

    /** Returns the text as one writes it: a javac that infers nested calls takes time that doubles with each level. */
    String withoutTypeArguments() {
        return text.replaceAll("Coroutine\\.<[^(]*>await", "await").replaceAll("\\.<[^(,]*>(value|of)\\(", ".$1(");
    }

    /** Returns whether a {@code long} or {@code double} lies on the stack while this hole is evaluated. */
    boolean wideBelow(int hole) {
        return wide
                || holes.subList(0, hole).stream()
                        .anyMatch(earlier -> earlier.type().wide());
    }
}

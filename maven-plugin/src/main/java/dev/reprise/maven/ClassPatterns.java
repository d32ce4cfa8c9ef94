package dev.reprise.maven;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Ant patterns over class file paths with <code>/</code>: <code>?</code> is one character and <code>*</code> any number
 * of them within a path segment, <code>**</code> is any number of segments, and a pattern that ends in <code>/</code>
 * means all below that folder.
 */
final class ClassPatterns implements Predicate<String> {

    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    ClassPatterns(List<String> includes, List<String> excludes) {
        this.includes = (includes.isEmpty() ? List.of("**") : includes)
                .stream().map(ClassPatterns::compile).toList();
        this.excludes = excludes.stream().map(ClassPatterns::compile).toList();
    }

    @Override
    public boolean test(String path) {
        return matchesAny(includes, path) && !matchesAny(excludes, path);
    }

    private static boolean matchesAny(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern compile(String ant) {
        String pattern = ant.strip().replace('\\', '/');
        if (pattern.endsWith("/")) {
            pattern += "**";
        }
        var regex = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            if (pattern.startsWith("**/", at)) {
                regex.append("(?:[^/]+/)*");
                at += 3;
            } else if (pattern.startsWith("/**", at) && at + 3 == pattern.length()) {
                regex.append("/.*");
                at += 3;
            } else if (pattern.startsWith("**", at)) {
                regex.append(".*");
                at += 2;
            } else {
                regex.append(segmentPart(pattern.charAt(at)));
                at++;
            }
        }
        return Pattern.compile(regex.toString());
    }

    private static String segmentPart(char c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(String.valueOf(c));
        };
    }
}

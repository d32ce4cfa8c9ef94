package dev.reprise.benchmarks.transformer;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints by how much the code of async methods grows, with kotlinc's output for the same programs beside it. All code that
 * is generated for a method counts: its body, the method itself, the frame or continuation class.
 */
public final class BodySize {

    private BodySize() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        print(ours(), kotlins());
    }

    /** Returns how many times as large the class files are after the transformer. */
    public static double growth() {
        return ours().factor();
    }

    /** Returns how many times as large kotlinc's class files are for suspending functions as for ordinary ones. */
    public static double growthByKotlinc() {
        return kotlins().factor();
    }

    private static Growth ours() {
        List<byte[]> original = Programs.java();
        AsyncTransformer transformer = new AsyncTransformer(Options.defaults());
        List<byte[]> transformed = new ArrayList<>();
        for (byte[] classFile : original) {
            var classes = transformer.transform(classFile).classes();
            transformed.addAll(classes.isEmpty() ? List.of(classFile) : classes.values());
        }
        return new Growth(CodeSizes.of(original), CodeSizes.of(transformed));
    }

    private static Growth kotlins() {
        return new Growth(CodeSizes.of(Programs.plainKotlin()), CodeSizes.of(Programs.suspendingKotlin()));
    }

    private record Growth(CodeSizes before, CodeSizes after) {

        double factor() {
            return (double) after.files() / before.files();
        }

        Map<String, Integer> methods() {
            return before.code();
        }

        String of(String method) {
            return row(before.code().getOrDefault(method, 0), after.code().getOrDefault(method, 0));
        }

        String ofCode(List<String> methods) {
            return row(sum(before, methods), sum(after, methods));
        }

        String ofFiles() {
            return row(before.files(), after.files());
        }

        private static int sum(CodeSizes sizes, List<String> methods) {
            return methods.stream()
                    .mapToInt(method -> sizes.code().getOrDefault(method, 0))
                    .sum();
        }

        private static String row(int before, int after) {
            return String.format("%,7d %,7d %5.1f", before, after, (double) after / before);
        }
    }

    private static void print(Growth ours, Growth kotlin) {
        System.out.printf("%-14s %s   %s%n", "bytes of code", "  javac  Reprise  ×  ", " kotlinc suspend   ×");
        List<String> methods = ours.methods().entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && !entry.getKey().startsWith("<"))
                .map(Map.Entry::getKey)
                .filter(kotlin.methods()::containsKey)
                .toList();
        for (String method : methods) {
            System.out.printf("%-14s %s   %s%n", method, ours.of(method), kotlin.of(method));
        }
        System.out.printf("%-14s %s   %s%n", "together", ours.ofCode(methods), kotlin.ofCode(methods));
        System.out.printf("%-14s %s   %s%n", "class files", ours.ofFiles(), kotlin.ofFiles());
    }
}

package dev.reprise.it.random;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a failing program smaller: leaves statements out, puts a part in the place of the whole, a constant in that of an
 * expression. What does not compile any more does not fail either, so nothing here needs to know Java.
 */
final class Shrinker {

    /** How many parts of an expression are tried in its place. */
    private static final int MOST_PARTS = 8;

    private final Predicate<Node> fails;
    private final long end;
    private Node smallest;

    private Shrinker(Node root, Predicate<Node> fails, Duration limit) {
        this.smallest = root;
        this.fails = fails;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** Returns the smallest tree found within the limit for which {@code fails} holds, as it does for the given one. */
    static Node shrink(Node root, Predicate<Node> fails, Duration limit) {
        Shrinker shrinker = new Shrinker(root, fails, limit);
        while (shrinker.pass() && shrinker.hasTime()) {
            // Each pass that changed something may make another change possible.
        }
        return shrinker.smallest;
    }

    private boolean hasTime() {
        return System.nanoTime() < end;
    }

    private boolean pass() {
        boolean changed = false;
        for (int number = 0; number < smallest.size() && hasTime(); number++) {
            while (hasTime() && shrinkAt(number)) {
                changed = true;
            }
        }
        return changed;
    }

    private boolean shrinkAt(int number) {
        if (number >= smallest.size()) {
            return false;
        }
        Node node = smallest.all().get(number);
        for (Node candidate : candidates(node)) {
            Node tree = smallest.replace(number, candidate);
            if (isSmaller(candidate, node) && fails.test(tree)) {
                smallest = tree;
                return true;
            }
            if (!hasTime()) {
                return false;
            }
        }
        return false;
    }

    private static boolean isSmaller(Node candidate, Node node) {
        return candidate.size() < node.size()
                || (candidate.size() == node.size()
                        && candidate.source().length() < node.source().length());
    }

    private static List<Node> candidates(Node node) {
        if (node.isSequence()) {
            return shorter(node);
        }
        if (node.sort() instanceof Type type) {
            Stream<Node> constant =
                    Stream.of(Expressions.literal(type, type.literals().get(0)));
            Stream<Node> parts = node.all().stream()
                    .skip(1)
                    .filter(part -> part.sort() == type)
                    .sorted(Comparator.comparingInt(Node::size))
                    .limit(MOST_PARTS);
            return Stream.concat(constant, parts).toList();
        }
        if (node.sort() == Part.STATEMENT) {
            return node.all().stream()
                    .skip(1)
                    .filter(part -> part.sort() == Part.BLOCK || part.sort() == Part.STATEMENT)
                    .sorted(Comparator.comparingInt(Node::size))
                    .toList();
        }
        return List.of();
    }

    /** Leaves out all, then halves, then quarters and so on, then single elements. */
    private static List<Node> shorter(Node sequence) {
        List<Node> shorter = new ArrayList<>();
        List<Node> parts = sequence.parts();
        for (int length = parts.size(); length > 0; length /= 2) {
            for (int from = 0; from < parts.size(); from += length) {
                List<Node> kept = new ArrayList<>(parts);
                kept.subList(from, Math.min(from + length, parts.size())).clear();
                shorter.add(sequence.withParts(kept));
            }
        }
        return shorter;
    }
}

package dev.reprise.it.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a random program: a text with holes, and the parts that fill them.
 *
 * @param sort what may stand in its place
 * @param construct the name of the Java construct, for counting
 * @param text the source, with {@code #} where a part belongs; unused in a sequence
 * @param parts what fills the holes, or the elements of a sequence
 * @param completes whether it can complete normally, in the sense of the Java language specification
 */
record Node(Sort sort, String construct, String text, List<Node> parts, boolean completes) {

    Node {
        parts = List.copyOf(parts);
    }

    static Node leaf(Sort sort, String construct, String text) {
        return new Node(sort, construct, text, List.of(), true);
    }

    /** Makes a {@link Part#BLOCK} or a {@link Part#LIST}. */
    static Node sequence(Part sort, List<Node> parts, boolean completes) {
        return new Node(sort, "", "", parts, completes);
    }

    boolean isSequence() {
        return sort == Part.BLOCK || sort == Part.LIST;
    }

    /** Returns the number of nodes. */
    int size() {
        return 1 + parts.stream().mapToInt(Node::size).sum();
    }

    /** Returns whether this or a part of it suspends the method that it stands in; a lambda is a method of its own. */
    boolean awaits() {
        return construct.startsWith("await")
                || (!construct.equals("lambda") && parts.stream().anyMatch(Node::awaits));
    }

    /** Returns this and all parts of it, each before its own parts. */
    List<Node> all() {
        List<Node> all = new ArrayList<>();
        all.add(this);
        parts.forEach(part -> all.addAll(part.all()));
        return all;
    }

    Node withParts(List<Node> replaced) {
        return new Node(sort, construct, text, replaced, completes);
    }

    /** Returns a tree in which another node stands in the place of the one with this number, in the order of {@link #all}. */
    Node replace(int number, Node replacement) {
        if (number == 0) {
            return replacement;
        }
        List<Node> changed = new ArrayList<>(parts);
        int before = 1;
        for (int i = 0; i < parts.size(); i++) {
            int size = parts.get(i).size();
            if (number < before + size) {
                changed.set(i, parts.get(i).replace(number - before, replacement));
                return withParts(changed);
            }
            before += size;
        }
        throw new IndexOutOfBoundsException(number);
    }

    /** Returns the source. */
    String source() {
        if (isSequence()) {
            return parts.stream().map(Node::source).collect(Collectors.joining("\n"));
        }
        StringBuilder source = new StringBuilder();
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '#') {
                Node part = parts.get(next++);
                source.append(isArgument(i) ? part.asArgument() : part.source());
            } else {
                source.append(text.charAt(i));
            }
        }
        return source.toString();
    }

    /** Returns whether commas or parentheses enclose a hole. */
    private boolean isArgument(int hole) {
        String before = text.substring(0, hole);
        return (before.endsWith("(") || before.endsWith(", "))
                && (text.startsWith(")", hole + 1) || text.startsWith(",", hole + 1));
    }

    /**
     * Returns the source with a cast unless its type is plain without one. javac attributes any other argument twice, to see
     * which method it fits, and so takes twice as long for each such argument around another one.
     */
    private String asArgument() {
        String source = source();
        if (!(sort instanceof Type type)
                || parts.isEmpty()
                || source.startsWith("Coroutine.<")
                || source.startsWith("new ")) {
            return source;
        }
        return "(" + type.source() + ") " + source;
    }
}

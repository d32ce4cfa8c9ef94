package dev.reprise.it.random;

/**
 * A random program: a class with a body that the differential test can run.
 *
 * @param seed what it was made from
 * @param members the members of the class
 */
record Program(long seed, Node members) {

    static final String PACKAGE = "random.programs";

    /** Returns the simple name of its class. */
    String name() {
        return nameOf(seed);
    }

    static String nameOf(long seed) {
        return "P" + Long.toUnsignedString(seed);
    }

    Program with(Node smaller) {
        return new Program(seed, smaller);
    }

    /** Returns the compilation unit. */
    String source() {
        return """
                package %s;

                import static dev.reprise.Coroutine.await;
                import static dev.reprise.Coroutine.suspend;

                import dev.reprise.Async;
                import dev.reprise.Coroutine;
                import dev.reprise.it.differential.Probe;
                import dev.reprise.it.random.Kit;
                import java.io.IOException;
                import java.util.List;

                %s
                """.formatted(PACKAGE, indented("final class " + name() + " {\n" + members.source() + "\n}"));
    }

    /** Indents by the braces at the ends of the lines; no literal of a program holds one. */
    private static String indented(String source) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (String line : source.split("\n", -1)) {
            String text = line.strip();
            int closing = text.startsWith("}") ? 1 : 0;
            if (!text.isEmpty()) {
                out.append("    ".repeat(Math.max(0, depth - closing))).append(text);
            }
            out.append('\n');
            depth += (int) (text.chars().filter(c -> c == '{').count()
                    - text.chars().filter(c -> c == '}').count());
        }
        return out.toString().stripTrailing();
    }
}

package dev.reprise.it.random;

import java.util.Map;
import java.util.TreeMap;

/** Counts in how many programs a construct occurs with an await inside, for each of its operands. */
final class Coverage {

    private final Map<String, Integer> programs = new TreeMap<>();

    void add(Program program) {
        Map<String, Integer> seen = new TreeMap<>();
        for (Node node : program.members().all()) {
            for (int i = 0; i < node.parts().size(); i++) {
                Node part = node.parts().get(i);
                boolean awaits =
                        part.construct().equals("lambda") ? part.parts().get(0).awaits() : part.awaits();
                if (!node.isSequence() && !node.construct().isEmpty()) {
                    seen.merge(node.construct() + ", operand " + i, awaits ? 1 : 0, Math::max);
                }
            }
            if (node.parts().isEmpty() && !node.construct().isEmpty()) {
                seen.put(node.construct(), 1);
            }
        }
        seen.forEach((name, count) -> programs.merge(name, count, Integer::sum));
    }

    /** Returns the number of programs by the construct and the number of its operand that awaits. */
    Map<String, Integer> programs() {
        return programs;
    }
}

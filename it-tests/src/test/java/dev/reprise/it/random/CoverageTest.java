package dev.reprise.it.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The programs of a normal run hold each construct, with an await in each of its operands. */
class CoverageTest {

    /** In how many programs, at least, an await stands in each operand of each construct. */
    private static final int FEWEST = 5;

    /** What is not to await is not counted: javac would not take it, or it is no part of the method. */
    private static final List<String> NEVER_AWAITS = List.of("ordinary lambda, operand 0");

    /** The expressions that docs/constructs.md names. */
    private static final String EXPRESSIONS = """
            arithmetic; division; shift; bitwise; comparison; equality; short circuit; conditional; string concatenation
            array element; array initialiser; array of a length; assignment to an array element
            compound assignment to an array element; compound assignment to a field; compound assignment to a variable
            increment of an array element; assignment to a field; assignment to a variable; field
            arguments of a method; arguments of a constructor; varargs; receiver; boxed; unboxed; cast
            new inside new; conditional inside new; switch expression inside new; try inside new
            await; await, cast; await, unboxed; await of a completed coroutine; await that fails
            await of a lambda; await of a lambda argument; instanceof with a pattern; operand logged
            switch expression; switch expression with try
            """;

    private static final String STATEMENTS = """
            if; if else; while; while true; do while; for; for each of an array; for each of an iterable; labelled block
            switch on int; switch on char; switch on String; switch on Colour; yield
            try catch; try finally; try finally, overriding; try catch finally; try catch finally, overriding
            try with a multi-catch; try with resources; try with resources and a handler; handler
            return; throw; assert; lambda; lambda in a variable; local assigned in branches
            local of type int; local of type long; local of type float; local of type double; local of type byte
            local of type short; local of type char; local of type boolean; local of type String; local of type Object
            local of type int[]; local of type long[]; local of type String[]; local of type List<Integer>
            tail await in a conditional
            """;

    private static final String WITHOUT_OPERANDS =
            "await of nothing; break; break with a label; continue; continue with a label; rethrow";

    private static final String PATTERNS = "switch expression on patterns; switch on patterns; guard";

    private static Map<String, Integer> counted(int release) {
        Coverage coverage = new Coverage();
        LongStream.range(0, RandomProgramsTest.NORMAL_PROGRAMS)
                .mapToObj(i -> Generator.program(RandomProgramsTest.NORMAL_SEED + i, release))
                .forEach(coverage::add);
        return coverage.programs();
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split("[;\n]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static void assertCovered(Map<String, Integer> counted, List<String> constructs) {
        List<String> missing = new ArrayList<>();
        for (String construct : constructs) {
            Map<String, Integer> operands = new TreeMap<>(counted);
            operands.keySet().removeIf(name -> !name.startsWith(construct + ", operand ") && !name.equals(construct));
            operands.keySet().removeAll(NEVER_AWAITS);
            if (operands.isEmpty()) {
                missing.add(construct + " does not occur");
            }
            operands.forEach((name, programs) -> {
                if (programs < FEWEST) {
                    missing.add(name + " awaits in " + programs + " programs only");
                }
            });
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void eachConstructAwaitsInEachOfItsOperands() {
        Map<String, Integer> counted = counted(17);
        assertCovered(counted, names(EXPRESSIONS));
        assertCovered(counted, names(STATEMENTS));
        assertCovered(counted, names(WITHOUT_OPERANDS));
    }

    @Test
    void patternsAwaitInEachOfTheirOperands() {
        assertCovered(counted(Release.PATTERNS), names(PATTERNS));
    }

    @Test
    void whatDoesNotOccurIsMissed() {
        AssertionError error = assertThrows(
                AssertionError.class, () -> assertCovered(Map.of("if, operand 0", 1), List.of("if", "goto")));
        assertTrue(error.toString().contains("goto does not occur"));
        assertTrue(error.toString().contains("if, operand 0 awaits in 1 programs only"));
    }
}

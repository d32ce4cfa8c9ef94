package dev.reprise.it.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.differential.Body;
import dev.reprise.it.differential.BodySet;
import dev.reprise.it.differential.Comparison;
import dev.reprise.it.differential.Run;
import dev.reprise.it.differential.Sides;
import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.transformer.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compiles programs, transforms them and compares both sides. */
final class Checker {

    /** What javac is told; the seed of a program chooses. */
    private static final List<List<String>> OPTIONS =
            List.of(List.of("-g", "-parameters"), List.of("-g:none"), List.of("-g", "-XDstringConcat=inline"));

    /** In how many runs, at most, an await of a program is made to fail. */
    private static final int FAILING_AWAITS = 6;

    /** The one thing that a program may be refused for. */
    private static final String TOO_LARGE = "[" + DiagnosticCode.BODY_TOO_LARGE + "]";

    /** A program and what is wrong with it. */
    record Failure(Program program, String fault) {}

    /** Thrown for what javac refuses: the generator made it, or the shrinker. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private final UnaryOperator<byte[]> change;
    private long awaits;
    private long withoutAwaits;
    private int checked;
    private int tooLarge;

    Checker() {
        this(UnaryOperator.identity());
    }

    /** Changes the class files that the transformer is given, which makes a faulty transformer of a good one. */
    Checker(UnaryOperator<byte[]> change) {
        this.change = change;
    }

    /** Returns how many programs were compared. */
    int checked() {
        return checked;
    }

    /** Returns how many programs were refused since the class file would not hold what becomes of them. */
    int tooLarge() {
        return tooLarge;
    }

    /** Returns how many awaits a program reached on average when none failed. */
    double awaitsReached() {
        return (double) awaits / checked;
    }

    /** Returns how many programs reached none. */
    long withoutAwaits() {
        return withoutAwaits;
    }

    /** Compares programs, with one javac call for those that have the same options. */
    List<Failure> check(List<Program> programs) {
        SortedMap<Integer, List<Program>> groups = new TreeMap<>();
        for (Program program : programs) {
            int options = Math.floorMod(program.seed(), OPTIONS.size());
            groups.computeIfAbsent(options, o -> new ArrayList<>()).add(program);
        }
        List<Failure> failures = new ArrayList<>();
        groups.forEach((options, group) -> check(group, OPTIONS.get(options), failures));
        return failures;
    }

    /** Halves the programs until each that does not get through the compiler or the transformer stands alone. */
    private void check(List<Program> programs, List<String> options, List<Failure> failures) {
        BodySet set;
        try {
            set = bodies(programs, options);
        } catch (Refused | RuntimeException | AssertionError e) {
            if (programs.size() == 1) {
                failures.add(new Failure(programs.get(0), describe(e)));
            } else {
                int half = programs.size() / 2;
                check(programs.subList(0, half), options, failures);
                check(programs.subList(half, programs.size()), options, failures);
            }
            return;
        }
        assertEquals(programs.size(), set.bodies().size());
        for (Program program : programs) {
            String fault = faultOf(set, program);
            if (fault != null) {
                failures.add(new Failure(program, fault));
            }
        }
    }

    /** Returns what is wrong with a program that javac accepts and that still has its first method, or null. */
    @Nullable
    String faultOf(Program program) {
        List<String> options = OPTIONS.get(Math.floorMod(program.seed(), OPTIONS.size()));
        BodySet set;
        try {
            set = bodies(List.of(program), options);
        } catch (Refused e) {
            return null;
        } catch (RuntimeException | AssertionError e) {
            return describe(e);
        }
        return set.bodies().isEmpty() ? null : faultOf(set, program);
    }

    private @Nullable String faultOf(BodySet set, Program program) {
        Body body = set.bodies().stream()
                .filter(each -> each.toString().equals(program.name() + ".run"))
                .findFirst()
                .orElseThrow();
        String refusal = set.refusalOf(body);
        if (refusal != null && refusal.contains(TOO_LARGE)) {
            tooLarge++;
            return null;
        }
        return refusal == null ? faultOf(set.sidesOf(body)) : refusal;
    }

    private BodySet bodies(List<Program> programs, List<String> options) throws Refused {
        String[] sources = programs.stream().map(Program::source).toArray(String[]::new);
        SortedMap<String, byte[]> classFiles;
        try {
            classFiles = InMemoryCompiler.compile(options, sources);
        } catch (RuntimeException e) {
            throw new Refused("javac refuses it: " + e.getMessage());
        }
        return new BodySet(classFiles, change);
    }

    private @Nullable String faultOf(Sides sides) {
        try {
            int reached = sides.blocking(Run.suspending(1)).suspensions();
            checked++;
            awaits += reached;
            withoutAwaits += reached == 0 ? 1 : 0;
            compare(sides);
            return null;
        } catch (ReflectiveOperationException | RuntimeException | AssertionError | LinkageError e) {
            return describe(e);
        }
    }

    /** Asserts all that is asserted of a random program. */
    static void compare(Sides sides) throws ReflectiveOperationException {
        for (Run run : Comparison.RUNS) {
            Comparison.assertSameOutcome(sides, run);
        }
        Comparison.assertSameOutcomeWithAndWithoutSuspensions(sides);
        Comparison.assertSameOutcomeWhereAwaitsFail(sides, FAILING_AWAITS);
    }

    private static String describe(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e + (e instanceof RuntimeException && trace.length > 0 ? " at " + trace[0] : "");
    }
}

package dev.reprise.transformer.internal.select;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.asm.RuntimeNames;
import dev.reprise.transformer.internal.model.AsyncKind;
import dev.reprise.transformer.internal.model.AsyncMethod;
import dev.reprise.transformer.internal.model.Problems;
import java.util.Objects;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Gives names to what a method becomes, and refuses methods for which that cannot be. */
final class GeneratedNames {

    static final String LAMBDA_PREFIX = "lambda$";

    /** So that the name of a frame class's file is not too long for file systems because of a method's name. */
    private static final int LONGEST_IN_FILE_NAME = 100;

    /** A class file allows a name 65,535 bytes, but some texts that are written into it have several names. */
    private static final int LONGEST_NAMES = 10_000;

    private final ClassNode owner;
    private final Problems problems;

    GeneratedNames(ClassNode owner, Problems problems) {
        this.owner = owner;
        this.problems = problems;
    }

    /** The number in the names makes them differ even where upper and lower case are the same to the file system. */
    AsyncMethod of(MethodNode method, int number) {
        String name =
                method.name.startsWith(LAMBDA_PREFIX) ? method.name.substring(LAMBDA_PREFIX.length()) : method.name;
        return new AsyncMethod(
                owner,
                method,
                AsyncKind.of(method.desc),
                owner.name + "$" + inFileName(name) + "$async$" + number,
                // JaCoCo counts a synthetic method only under javac's prefix for lambdas
                LAMBDA_PREFIX + name + "$async$" + number,
                "async$" + number + "$" + name,
                null);
    }

    /** The name of a body that other classes link to tells its method and the ABI, so that they find it. */
    static String linkedBody(String method) {
        return LAMBDA_PREFIX + method + "$async$" + RuntimeNames.ABI;
    }

    /**
     * A method's name may hold anything but {@code . ; [ / < >} (JVMS §4.2.2), a file's name may not. Nor may it hold a $
     * of its own here: method b$c of a would be taken for method c of the nested class a$b.
     */
    private static String inFileName(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(LONGEST_IN_FILE_NAME)
                .forEach(c -> text.appendCodePoint(Character.isLetterOrDigit(c) ? c : '_'));
        return text.toString();
    }

    boolean accepts(AsyncMethod named) {
        MethodNode method = named.method();
        int length = owner.name.length()
                + method.name.length()
                + Objects.toString(owner.sourceFile, "").length();
        if (length > LONGEST_NAMES) {
            problems.report(
                    DiagnosticCode.GENERATED_NAME,
                    method,
                    "the names of class, method and source file have " + length + " characters together, of at most "
                            + LONGEST_NAMES,
                    "give them shorter names");
            return false;
        }
        if (isTaken(named.bodyName(), named) || isTaken(named.trampolineName(), named)) {
            problems.report(
                    DiagnosticCode.GENERATED_NAME,
                    method,
                    "the class has a method already that Reprise would add: it was transformed before, and another tool"
                            + " has dropped the mark of that",
                    "build it again from clean, so that the compiler's class file is transformed");
            return false;
        }
        return true;
    }

    private boolean isTaken(String name, AsyncMethod named) {
        return owner.methods.stream().anyMatch(m -> m.name.equals(name) && m.desc.equals(named.trampolineDescriptor()));
    }
}

package dev.reprise.it.hostile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.reprise.it.support.MemoryLoader;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.AsyncTransformer.Result;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.Options;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Transforms hostile input and sees to it that it is answered in bounds, and rightly if it was no damage after all. */
final class Judge {

    /** What one transformation may allocate: so much for any input, and so much for each of its bytes. */
    private static final long FIXED_ALLOCATION = 64L << 20;

    private static final long ALLOCATION_PER_BYTE = 4_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How far an input came. */
    enum Outcome {
        /** Nothing in it concerns the transformer. */
        UNTOUCHED,
        /** It has not the structure of a class file. */
        MALFORMED,
        /** The validation refused it, as it refuses wrong sources. */
        REFUSED,
        /** An analysis or the emission could make no sense of it. */
        INCONSISTENT,
        REWRITTEN
    }

    private final AsyncTransformer transformer = new AsyncTransformer(Options.defaults());

    /** The classes that an input may name. */
    private final Map<String, byte[]> others;

    private long largestAllocation;

    Judge(Map<String, byte[]> others) {
        this.others = others;
    }

    long largestAllocation() {
        return largestAllocation;
    }

    Result transform(byte[] input) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        Result result = transformer.transform(input);
        long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
        largestAllocation = Math.max(largestAllocation, allocated);
        assertTrue(
                allocated <= FIXED_ALLOCATION + ALLOCATION_PER_BYTE * input.length,
                () -> allocated + " bytes were allocated for an input of " + input.length);
        for (Diagnostic diagnostic : result.diagnostics()) {
            assertFalse(diagnostic.className().isBlank(), diagnostic::toString);
            assertFalse(diagnostic.message().isBlank(), diagnostic::toString);
            assertFalse(diagnostic.remedy().isBlank(), diagnostic::toString);
        }
        assertTrue(!result.hasErrors() || result.classes().isEmpty(), "there is an error, and yet there are classes");
        return result;
    }

    static Outcome outcomeOf(Result result) {
        if (!result.hasErrors()) {
            return result.classes().isEmpty() ? Outcome.UNTOUCHED : Outcome.REWRITTEN;
        }
        Diagnostic first = result.diagnostics().stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .orElseThrow();
        if (first.message().contains("inconsistent")) {
            return Outcome.INCONSISTENT;
        }
        return first.remedy().contains("from clean") ? Outcome.MALFORMED : Outcome.REFUSED;
    }

    /** Returns whether the JVM accepts an input; if it does, it must accept what came of it. */
    boolean acceptedByTheJvm(String name, byte[] input, Result result) {
        Map<String, byte[]> classes = new HashMap<>(others);
        classes.put(name, input);
        if (fault(name, classes) != null) {
            return false;
        }
        classes.putAll(result.classes());
        for (String made : result.classes().keySet()) {
            LinkageError fault = fault(made, classes);
            if (fault != null && !isOfNoConcern(fault)) {
                throw new AssertionError("the JVM accepts the input, but not " + made + " that came of it", fault);
            }
        }
        return true;
    }

    /**
     * A type that the input only names is now that of a field, which is loaded; and of two equal constants ASM makes one,
     * by which alone the JVM sees that a class claims to be a member of itself.
     */
    private static boolean isOfNoConcern(LinkageError fault) {
        return fault instanceof NoClassDefFoundError
                || String.valueOf(fault.getMessage()).contains("both outer and inner class");
    }

    /** Links a class without initialising it: its fields are asked for, and HotSpot verifies before it answers. */
    private static @Nullable LinkageError fault(String name, Map<String, byte[]> classes) {
        MemoryLoader loader = new MemoryLoader(classes);
        try {
            Class<?> type = Class.forName(name.replace('/', '.'), false, loader);
            Objects.requireNonNull(type.getDeclaredFields());
            return null;
        } catch (LinkageError e) {
            return e;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}

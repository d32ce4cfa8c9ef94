package dev.reprise.it.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.AsyncTransformer.Result;
import dev.reprise.transformer.Options;
import java.lang.management.ManagementFactory;

/** Transforms hostile input and sees to it that it is answered in bounds. */
final class Judge {

    /** What one transformation may allocate, whatever its input: a fixed part, and so much for each byte of the input. */
    static final long FIXED = 64L << 20;

    static final long PER_BYTE = 4_000;

    private static final AsyncTransformer TRANSFORMER = new AsyncTransformer(Options.defaults());
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What came of an input. */
    enum Outcome {
        UNTOUCHED,
        MALFORMED,
        INCONSISTENT,
        REFUSED,
        REWRITTEN
    }

    static long largest; static double largestRatio;

    private Judge() {}

    static Result transform(byte[] input) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        Result result = TRANSFORMER.transform(input);
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        if (allocated > largest) { largest = allocated; System.err.println("alloc "+allocated+" of "+input.length); }
        assertTrue(
                allocated <= FIXED + PER_BYTE * input.length,
                () -> allocated + " bytes were allocated for an input of " + input.length);
        result.diagnostics().forEach(diagnostic -> {
            assertTrue(!diagnostic.message().isBlank() && !diagnostic.remedy().isBlank(), diagnostic::toString);
        });
        assertTrue(!result.hasErrors() || result.classes().isEmpty(), "an error, and yet classes");
        return result;
    }

    static Outcome outcomeOf(Result result) {
        if (!result.hasErrors()) {
            return result.classes().isEmpty() ? Outcome.UNTOUCHED : Outcome.REWRITTEN;
        }
        String message = result.diagnostics().toString();
        if (message.contains("inconsistent")) {
            return Outcome.INCONSISTENT;
        }
        return message.contains("from clean") ? Outcome.MALFORMED : Outcome.REFUSED;
    }
}

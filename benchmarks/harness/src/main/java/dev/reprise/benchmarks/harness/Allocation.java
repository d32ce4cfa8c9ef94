package dev.reprise.benchmarks.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** How many bytes were allocated, exactly: by all threads where the JDK counts them (21 and newer), or else by this one. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final @Nullable Method TOTAL = total();

    private Allocation() {}

    static long bytes() {
        if (TOTAL == null) {
            return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        }
        try {
            return (long) TOTAL.invoke(THREADS);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Method total() {
        try {
            return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
        } catch (NoSuchMethodException olderJdk) {
            return null;
        }
    }
}

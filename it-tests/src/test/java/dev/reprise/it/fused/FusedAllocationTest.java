package dev.reprise.it.fused;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.Transformation;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A chain of awaits that ends without a suspension allocates nothing, and no compiler is needed for it: the bytes are
 * those of the interpreter too.
 */
class FusedAllocationTest {

    private static final Transformation MADE = Transformation.of("""
            import static dev.reprise.Coroutine.*;
            import com.sun.management.ThreadMXBean;
            import dev.reprise.*;
            import java.lang.management.ManagementFactory;
            import java.util.*;
            class Bytes {
                static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                int field = 1_000_000;

                static long allocated() { return THREADS.getCurrentThreadAllocatedBytes(); }

                @Async private static Coroutine<Integer> one(int i) {
                    if (i < 0) suspend(null);
                    return Coroutine.of(i + 1_000_000);
                }
                @Async private static Coroutine<Integer> two(int i) { return Coroutine.of(await(one(i)) + 1); }
                @Async private static Coroutine<Integer> three(int i) {
                    int below = i + await(two(i));
                    return Coroutine.of(below - await(two(i)));
                }
                @Async private static Coroutine<Long> wide(long l) { return Coroutine.of(l * await(three(2)) + 1_000_000); }
                @Async private static Coroutine<Double> real(double d) { return Coroutine.of(d + await(wide(3))); }
                @Async private static Coroutine<Void> nothing(double d) {
                    if (await(real(d)) < 0) suspend(null);
                    await(wide(7));
                    return Coroutine.done();
                }
                @Async private Coroutine<Integer> own(int i) {
                    await(nothing(i));
                    return Coroutine.of(field);
                }

                @Async static Coroutine<List<Long>> measured() {
                    Bytes object = new Bytes();
                    List<Long> bytes = new ArrayList<>();
                    for (int round = 0; round < 5; round++) {
                        long before = allocated();
                        for (int i = 0; i < 20; i++) {
                            await(object.own(i));
                            object.field = await(three(i));
                        }
                        bytes.add(allocated() - before);
                    }
                    return Coroutine.of(bytes);
                }
            }
            """);

    @Test
    void aChainThatDoesNotSuspendAllocatesNothing() {
        List<?> bytes = (List<?>) Objects.requireNonNull(MADE.run("Bytes", "measured"));
        // the first round links what the JVM links when it is first run
        assertEquals(List.of(0L, 0L, 0L, 0L), bytes.subList(1, 5));
    }
}

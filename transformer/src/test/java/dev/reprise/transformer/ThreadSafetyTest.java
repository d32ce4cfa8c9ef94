package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.transformer.AsyncTransformer.Result;
import dev.reprise.transformer.support.Stubs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One transformer, many threads, classes that differ: all begin at once, and each class is rewritten by every thread. */
class ThreadSafetyTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 6;

    /** Some bodies are right, some have errors or warnings, so that what is said is compared too. */
    private static final List<byte[]> CLASSES = List.copyOf(Stubs.compile(IntStream.range(0, 12)
                    .boxed()
                    .collect(Collectors.toMap(i -> "Class" + i, ThreadSafetyTest::source)))
            .values());

    private static String source(int i) {
        return """
                import dev.reprise.*;
                import static dev.reprise.Coroutine.*;
                class Class%1$d {
                    @Async Coroutine<String> right(int n, long w, String s, java.util.List<Object> list) {
                        for (Object each : list) {
                            try {
                                list.add(new StringBuilder(%1$d + (String) await(of("a")) + each).append(await(of(n + w))));
                            } catch (IllegalStateException e) {
                                s += e + await(of(s));
                            }
                            java.util.function.Supplier<Coroutine<Object>> lambda = () -> of(await(of(each)) + "%1$d");
                            s += await(lambda.get());
                        }
                        return of(s);
                    }
                    %2$s
                }
                """.formatted(i, i % 4 == 3 ? "Integer wrong%d() { return await(of(1)); }%n".formatted(i) : "");
    }

    private static void assertSame(Result expected, Result found) {
        assertEquals(expected.diagnostics(), found.diagnostics());
        assertEquals(expected.methods(), found.methods());
        assertEquals(expected.classes().keySet(), found.classes().keySet());
        expected.classes()
                .forEach((name, bytes) ->
                        assertArrayEquals(bytes, found.classes().get(name), name));
    }

    @Test
    void allThreadsGetWhatOneGets() throws Exception {
        AsyncTransformer transformer = new AsyncTransformer(Options.defaults().withLargeMethodWarning(500));
        List<Result> alone = CLASSES.stream().map(transformer::transform).toList();
        assertEquals(3, alone.stream().filter(Result::hasErrors).count());
        assertEquals(9, alone.stream().filter(result -> result.methods() == 2).count());

        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<Result>>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random order = new Random(i);
                tasks.add(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return transformAll(transformer, order);
                });
            }
            for (Future<List<Result>> each : threads.invokeAll(tasks)) {
                List<Result> found = each.get();
                for (int i = 0; i < found.size(); i++) {
                    assertSame(alone.get(i % CLASSES.size()), found.get(i));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns the results of some rounds, round by round in the order of the classes, made in another order. */
    private static List<Result> transformAll(AsyncTransformer transformer, Random order) {
        List<Integer> indices = new ArrayList<>(
                IntStream.range(0, ROUNDS * CLASSES.size()).boxed().toList());
        Collections.shuffle(indices, order);
        Result[] results = new Result[indices.size()];
        for (int index : indices) {
            results[index] = transformer.transform(CLASSES.get(index % CLASSES.size()));
        }
        return List.of(results);
    }
}

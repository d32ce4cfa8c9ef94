package dev.reprise.benchmarks;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a step costs when the coroutine that goes on lies so many awaits below the one that is stepped. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-XX:+UseSerialGC")
public class ResumeDepthBenchmark {

    /** The length of the chain. */
    @Param({"1", "10", "100", "1000"})
    public int depth;

    private Coroutine<Long> chain = Coroutine.of(0L);

    /** Runs the chain down to its first suspension. */
    @Setup
    public void descend() {
        chain = link(depth);
        chain.next();
    }

    @Async
    private static Coroutine<Long> link(int depth) {
        if (depth > 1) {
            return Coroutine.of(await(link(depth - 1)) + 1);
        }
        long steps = 0;
        while (steps >= 0) {
            suspend(null);
            steps++;
        }
        return Coroutine.of(steps);
    }

    /** Steps the outermost. */
    @Benchmark
    public boolean resume() {
        return chain.next();
    }
}

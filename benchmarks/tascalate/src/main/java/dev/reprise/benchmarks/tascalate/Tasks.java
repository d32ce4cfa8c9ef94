package dev.reprise.benchmarks.tascalate;

import static net.tascalate.async.CallContext.async;
import static net.tascalate.async.CallContext.await;

import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.FutureLoop;
import dev.reprise.benchmarks.harness.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.tascalate.async.async;
import org.jspecify.annotations.Nullable;

/** Tasks that give way to one another. */
public final class Tasks implements Program {

    private final int tasks;
    private final List<Maker> makers;

    /** So many at once, of so many classes. */
    public Tasks(int tasks, int classes) {
        this.tasks = tasks;
        makers = Copies.of(Work.class, classes);
    }

    /** What is ready next, for copies in other class loaders. */
    public interface Turns {
        /** Returns a future that is complete after all that is ready now. */
        CompletableFuture<@Nullable Void> turn();
    }

    /** Makes the tasks of one class. */
    public interface Maker {
        /** One that gives way so often. */
        CompletionStage<Long> work(Turns turns, int rounds, int seed);
    }

    @Override
    public long run(int times) {
        FutureLoop loop = new FutureLoop();
        return loop.run(all(loop, times / tasks));
    }

    @async
    private CompletionStage<Long> all(FutureLoop loop, int rounds) {
        List<CompletableFuture<Long>> started = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            Maker maker = makers.get(i % makers.size());
            int seed = i;
            started.add(loop.start(() -> maker.work(loop::turn, rounds, seed)));
        }
        long sum = 0;
        for (CompletableFuture<Long> task : started) {
            sum += await(task);
        }
        return async(sum);
    }

    /** What each does. */
    public static final class Work implements Maker {

        /** For {@link Copies}. */
        public Work() {}

        @async
        @Override
        public CompletionStage<Long> work(Turns turns, int rounds, int seed) {
            long sum = 0;
            for (int i = 0; i < rounds; i++) {
                await(turns.turn());
                sum = sum * 31 + (i ^ seed);
            }
            return async(sum);
        }
    }
}

package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.benchmarks.harness.Program;
import java.util.ArrayList;
import java.util.List;

/** The documents' second program: a task waits for another one to have counted to five, stepped in turn by hand. */
public final class WaitJob implements Program {

    private final List<String> said = new ArrayList<>();

    /** Without arguments. */
    public WaitJob() {}

    @Override
    public long run(int times) {
        long total = 0;
        for (int i = 0; i < times; i++) {
            said.clear();
            Waiter waiter = new Waiter();
            RunTasks.runTasks(waitJob(waiter), countUpTo(waiter, 5));
            total += String.join("", said).length();
        }
        return total;
    }

    @Async
    private Coroutine<Void> waitJob(Waiter waiter) {
        said.add("start");
        await(waiter);
        said.add("finished");
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> countUpTo(Waiter waiter, int n) {
        for (int i = 0; i < n; i++) {
            said.add(Integer.toString(i));
            await(new Interrupt());
        }
        waiter.done = true;
        return Coroutine.done();
    }

    private static final class Waiter implements Awaitable<Void> {

        private boolean done;

        @Override
        @Async
        public Coroutine<Void> awaiter() {
            while (!done) {
                suspend(null);
            }
            return Coroutine.done();
        }
    }

    /** Gives way once. */
    private static final class Interrupt implements Awaitable<Void> {

        @Override
        @Async
        public Coroutine<Void> awaiter() {
            suspend(null);
            return Coroutine.done();
        }
    }
}

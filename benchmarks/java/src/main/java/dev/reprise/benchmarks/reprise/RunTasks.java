package dev.reprise.benchmarks.reprise;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.benchmarks.harness.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The first loop of the documents that the project was made from: tasks that say something, stepped in turn by hand. */
public final class RunTasks implements Program {

    private final List<String> said = new ArrayList<>();

    /** Without arguments. */
    public RunTasks() {}

    @Override
    public long run(int times) {
        long total = 0;
        for (int i = 0; i < times; i++) {
            said.clear();
            runTasks(simplePrint("1"), new ComplexWork(), simplePrint("2"), simplePrint("3"));
            total += String.join("", said).length();
        }
        return total;
    }

    /** Steps all in turn, until all have ended. */
    static void runTasks(Awaitable<?>... tasks) {
        Deque<Coroutine<?>> ready = new ArrayDeque<>();
        for (Awaitable<?> task : tasks) {
            ready.add(task.awaiter());
        }
        while (!ready.isEmpty()) {
            Coroutine<?> task = ready.remove();
            if (task.next()) {
                ready.add(task);
            }
        }
    }

    @Async
    private Coroutine<Void> simplePrint(String message) {
        said.add(message);
        return Coroutine.done();
    }

    private final class ComplexWork implements Awaitable<Void> {

        @Override
        public Coroutine<Void> awaiter() {
            return new Coroutine<>() {
                @Override
                @SuppressWarnings("NullAway") // Void has no value but null
                protected boolean step(int point) {
                    if (point == 0) {
                        said.add("Hello");
                        return suspendAt(1, null);
                    }
                    received();
                    said.add("World");
                    return returns(null);
                }
            };
        }
    }
}

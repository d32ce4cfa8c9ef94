package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Program;
import java.util.ArrayList;
import java.util.List;

/** The documents' coroutine in three pieces, two of them gathered; what sleeps there gives way here. */
public final class Morceaux implements Program {

    private final List<String> said = new ArrayList<>();

    /** Without arguments. */
    public Morceaux() {}

    @Override
    public long run(int times) {
        return Reprise.run(gatherAll(times));
    }

    @Async
    private Coroutine<Long> gatherAll(int times) {
        long total = 0;
        for (int i = 0; i < times; i++) {
            said.clear();
            List<String> results = await(gather(morceaux("run1"), morceaux("run2")));
            total += String.join("", said).length()
                    + results.get(0).length()
                    + results.get(1).length();
        }
        return Coroutine.of(total);
    }

    @Async
    private Coroutine<String> morceaux(String message) {
        said.add(message + " début");
        await(interrupt());
        said.add(message + " milieu");
        await(interrupt());
        said.add(message + " fin");
        return Coroutine.of(message + " par morceaux");
    }
}

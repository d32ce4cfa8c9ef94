package dev.reprise.examples.guide;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.asCompleted;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.gatherOutcomes;
import static dev.reprise.Reprise.on;
import static dev.reprise.Reprise.select;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.taskGroup;
import static dev.reprise.Reprise.waitUntil;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.sync.Queue;
import dev.reprise.task.Outcome;
import dev.reprise.task.ReturnWhen;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waiting for several things. */
public final class Several {

    private Several() {}

    @Async
    static Coroutine<String> fetch(String name, int seconds) {
        await(sleep(Duration.ofSeconds(seconds)));
        if (name.isEmpty()) {
            throw new IllegalArgumentException("nothing to fetch");
        }
        return Coroutine.of(name);
    }

    @Async
    static Coroutine<List<String>> all() {
        List<String> both = await(gather(fetch("a", 2), fetch("b", 1))); // [a, b], after two seconds
        return Coroutine.of(both);
    }

    @Async
    static Coroutine<List<String>> whatEachCameTo() {
        List<String> lines = new ArrayList<>();
        for (Outcome<String> outcome : await(gatherOutcomes(fetch("a", 1), fetch("", 1)))) {
            lines.add(outcome.succeeded() ? outcome.result() : "failed");
        }
        return Coroutine.of(lines);
    }

    @Async
    static Coroutine<List<String>> asTheyCome() {
        List<String> order = new ArrayList<>();
        for (Coroutine<String> next : asCompleted(List.of(fetch("slow", 2), fetch("quick", 1)))) {
            order.add(await(next)); // quick, slow
        }
        return Coroutine.of(order);
    }

    @Async
    static Coroutine<String> theFirst() {
        List<Task<String>> tasks = List.of(createTask(fetch("slow", 2)), createTask(fetch("quick", 1)));
        var waited = await(waitUntil(ReturnWhen.FIRST_COMPLETED, tasks));
        for (Task<String> late : waited.pending()) {
            late.cancel();
        }
        return Coroutine.of(waited.done().iterator().next().result());
    }

    @Async
    static Coroutine<String> aGroup() {
        return taskGroup(group -> {
            Task<String> a = group.createTask(fetch("a", 2));
            Task<String> b = group.createTask(fetch("b", 1));
            return Coroutine.of(await(a) + await(b));
        }); // none of its tasks outlives it
    }

    @Async
    static Coroutine<String> whicheverComes(Queue<String> orders) {
        return select(
                on(orders.get(), order -> Coroutine.of("order: " + order)),
                on(sleep(Duration.ofSeconds(1)), nothing -> Coroutine.of("no order")));
    }
}

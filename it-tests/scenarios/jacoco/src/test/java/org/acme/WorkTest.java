package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.run;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.acme.suspending.Dropped;
import org.acme.suspending.Work;
import org.junit.jupiter.api.Test;

/** The same calls on both sides, so that the same lines are run. */
class WorkTest {

    @Async
    private static <T> Coroutine<T> later(Supplier<T> value) {
        await(sleep(Duration.ofMillis(1)));
        return Coroutine.of(value.get());
    }

    private static String fail() {
        throw new IllegalStateException("failure");
    }

    @Test
    void suspending() {
        assertEquals(5, run(new Work().sum(List.of(later(() -> 1), later(() -> 2)), false)));
        assertEquals("hello ada", run(Work.guarded(later(() -> "ada"), () -> {})));
        assertEquals("caught failure", run(Work.failing(later(WorkTest::fail))));
        assertEquals("two b", run(Work.chosen(later(() -> 2), later(() -> "b"))));
        assertEquals(
                "not both",
                run(Work.lambda(later(() -> true), later(() -> false)).get()));
    }

    @Test
    void blocking() {
        var one = org.acme.blocking.api.Coroutine.of(1);
        var two = org.acme.blocking.api.Coroutine.of(2);
        var yes = org.acme.blocking.api.Coroutine.of(true);
        var no = org.acme.blocking.api.Coroutine.of(false);
        var ada = org.acme.blocking.api.Coroutine.of("ada");
        var failing = new org.acme.blocking.api.Coroutine<>(WorkTest::fail);
        assertEquals(
                5,
                new org.acme.blocking.Work()
                        .sum(List.of(one, two), false)
                        .value()
                        .get());
        assertEquals(
                "hello ada",
                org.acme.blocking.Work.guarded(ada, () -> {}).value().get());
        assertEquals(
                "caught failure",
                org.acme.blocking.Work.failing(failing).value().get());
        assertEquals("two ada", org.acme.blocking.Work.chosen(two, ada).value().get());
        assertEquals(
                "not both", org.acme.blocking.Work.lambda(yes, no).get().value().get());
    }

    @Test
    void created() {
        assertEquals(Coroutine.State.CREATED, Dropped.greet("ada").state());
    }
}

package dev.reprise.task;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.Context;
import dev.reprise.loop.ContextVar;
import dev.reprise.loop.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task's context and its details share a field. */
class TaskContextTest {

    private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<String> log = new ArrayList<>();

    @Async
    private Coroutine<Void> sees() {
        log.add(name() + " sees " + USER.get());
        await(Sleep.interrupt());
        log.add(name() + " still sees " + USER.get());
        return Coroutine.done();
    }

    private String name() {
        return loop.currentTask().orElseThrow().name();
    }

    @Async
    private Coroutine<Void> sets(String user) {
        USER.set(user);
        await(Sleep.interrupt());
        log.add(name() + " has set " + USER.get());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> inContextOf(String user) {
        USER.set(user);
        await(loop.createTask(sees()));
        await(loop.createTask(sees(), "named"));
        return Coroutine.done();
    }

    @Test
    void aTaskWithANameAndOneWithoutHaveACopyOfTheirMakersContext() {
        loop.createTask(inContextOf("alice"));
        loop.run();
        assertEquals(
                List.of("Task-2 sees alice", "Task-2 still sees alice", "named sees alice", "named still sees alice"),
                log);
        assertEquals("nobody", USER.get());
    }

    @Test
    void theFirstVariableMakesAContextInATaskWithANameAndInOneWithout() {
        loop.createTask(sets("alice"));
        loop.createTask(sets("bob"), "named");
        loop.createTask(sees());
        loop.run();
        assertEquals(
                List.of("Task-3 sees nobody", "Task-1 has set alice", "named has set bob", "Task-3 still sees nobody"),
                log);
    }

    @Test
    void theContextStaysWhenATaskGetsDetails() {
        Task<Void> task = loop.createTask(inContextOf("alice"), TaskOptions.defaults());
        Task<Void> other = loop.createTask(sets("bob"));
        loop.runOnce();
        task.setName("late");
        other.setPriority(1);
        loop.run();
        assertEquals("Task-2 has set bob", log.get(1));
        assertEquals("named still sees alice", log.get(log.size() - 1));
    }

    @Async
    private Coroutine<Void> cleansUp() {
        USER.set("alice");
        try {
            await(Sleep.interrupt());
        } catch (CancelledError e) {
            log.add("cancelled with " + USER.get());
        }
        return Coroutine.done();
    }

    @Test
    void theContextIsThereWhenATaskIsCancelled() {
        Task<Void> task = loop.createTask(cleansUp());
        loop.runOnce();
        task.cancel();
        loop.run();
        assertEquals(List.of("cancelled with alice"), log);
    }

    @Test
    void aTaskMayRunAPartOfItselfInAnotherContext() {
        Context other = Context.copy();
        other.run(() -> USER.set("bob"));
        loop.createTask(visits(other));
        loop.createTask(visits(other), "named");
        loop.run();
        assertEquals(List.of("nobody, then bob, then nobody", "nobody, then bob, then nobody"), log);
        assertFalse(Context.copy().has(USER));
    }

    @Async
    private Coroutine<Void> visits(Context other) {
        StringBuilder seen = new StringBuilder(USER.get());
        other.run(() -> seen.append(", then ").append(USER.get()));
        log.add(seen + ", then " + USER.get());
        return Coroutine.done();
    }
}

package dev.reprise.task;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Context;
import dev.reprise.loop.ContextVar;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskFactoryTest {

    private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<String> log = new ArrayList<>();

    @Async
    private Coroutine<String> twoSteps(String name) {
        log.add(name + "1 in " + loop.currentTask().map(Task::name).orElse("no task"));
        await(Sleep.interrupt());
        log.add(name + "2 in " + loop.currentTask().map(Task::name).orElse("no task"));
        return Coroutine.of(name);
    }

    @Async
    private Coroutine<Void> makes(TaskOptions options) {
        Task<String> made = loop.createTask(twoSteps("a"), options);
        log.add("made in " + loop.currentTask().map(Task::name).orElse("no task"));
        assertTrue(loop.allTasks().contains(made));
        await(made);
        return Coroutine.done();
    }

    @Test
    void anEagerTaskTakesItsFirstStepInsideOfItsMakers() {
        loop.createTask(makes(TaskOptions.named("A").eager(true)), "M");
        loop.run();
        assertEquals(List.of("a1 in A", "made in M", "a2 in A"), log);
    }

    @Test
    void aLazyTaskWaitsItsTurn() {
        loop.createTask(makes(TaskOptions.named("A")), "M");
        loop.run();
        assertEquals(List.of("made in M", "a1 in A", "a2 in A"), log);
    }

    @Test
    void theEagerFactoryMakesTasksEagerDuringTheRunOnly() {
        loop.setTaskFactory(TaskFactory.eager());
        loop.createTask(makes(TaskOptions.named("A")), "M");
        assertEquals(List.of(), log);
        loop.run();
        assertEquals(List.of("a1 in A", "made in M", "a2 in A"), log);
    }

    @Test
    void aTaskMayDeclineToBeEager() {
        loop.setTaskFactory(TaskFactory.eager());
        loop.createTask(makes(TaskOptions.named("A").eager(false)), "M");
        loop.run();
        assertEquals(List.of("made in M", "a1 in A", "a2 in A"), log);
    }

    @Test
    void anEagerTaskNeedsARunningLoop() {
        var error = assertThrows(
                IllegalStateException.class,
                () -> loop.createTask(twoSteps("a"), TaskOptions.named("A").eager(true)));
        assertTrue(error.toString().contains("A cannot start eagerly"), error::toString);
    }

    /** Refused before it is listed, and by the name of what was called. */
    @Test
    void aTaskIsNotMadeOnAnotherThread() {
        List<String> errors = new ArrayList<>();
        Thread other = new Thread(() -> {
            errors.add(refused(TaskOptions.defaults().eager(false)));
            errors.add(refused(TaskOptions.defaults().eager(true)));
        });
        loop.callSoon(() -> {
            other.start();
            assertDoesNotThrow(() -> other.join());
            assertEquals(Set.of(), loop.allTasks());
            loop.stop();
        });
        loop.runForever();
        String error = "createTask was called on thread " + other.getName() + ", but the loop runs on thread "
                + Thread.currentThread().getName() + ": go through callSoonThreadsafe";
        assertEquals(List.of(error, error), errors);
        assertEquals(List.of(), log);
    }

    private String refused(TaskOptions options) {
        Coroutine<String> coroutine = twoSteps("a");
        String error = Thrown.message(IllegalStateException.class, () -> loop.createTask(coroutine, options));
        coroutine.close();
        return error;
    }

    @Test
    void anEagerTaskThatEndsAtOnceIsNoLongerListed() {
        loop.callSoon(() -> {
            Task<String> done =
                    loop.createTask(Coroutine.of("x"), TaskOptions.defaults().eager(true));
            log.add(done.done() + " " + loop.allTasks());
        });
        loop.runOnce();
        assertEquals(List.of("true []"), log);
    }

    @Async
    private static Coroutine<String> failsAtOnce() {
        throw new IllegalStateException("at once");
    }

    @Test
    void aFailureInTheFirstStepOfAnEagerTaskIsTheTasks() {
        List<ErrorContext> reports = new ArrayList<>();
        loop.setExceptionHandler((from, context) -> reports.add(context));
        loop.callSoon(() -> {
            Task<String> task =
                    loop.createTask(failsAtOnce(), TaskOptions.defaults().eager(true));
            log.add(task.exception().orElseThrow().getMessage() + "");
        });
        loop.runOnce();
        loop.close();
        assertEquals(List.of("at once"), log);
        assertEquals(List.of(), reports);
    }

    @Async
    private static Coroutine<String> setsUser(String user) {
        String before = USER.get();
        USER.set(user);
        await(Sleep.interrupt());
        return Coroutine.of(before + ", then " + USER.get());
    }

    @Test
    void aTaskRunsInACopyOfItsMakersContext() {
        Context.copy().run(() -> {
            USER.set("maker");
            Task<String> a = loop.createTask(setsUser("a"));
            Task<String> b = loop.createTask(setsUser("b"));
            USER.set("too late");
            loop.run();
            assertEquals("maker, then a", a.result());
            assertEquals("maker, then b", b.result());
            assertEquals("too late", USER.get());
        });
        assertEquals("nobody", USER.get());
    }

    @Test
    void aTaskWithoutInheritedVariablesKeepsWhatItSetsAcrossSteps() {
        assertEquals("nobody, then a", loop.runUntilComplete(setsUser("a")));
    }

    @Test
    void anEagerTaskDoesNotChangeItsMakersContext() {
        loop.callSoon(() -> {
            loop.createTask(setsUser("eager"), TaskOptions.defaults().eager(true));
            log.add(USER.get());
        });
        loop.runOnce();
        assertEquals(List.of("nobody"), log);
    }

    @Test
    void aTaskMayShareAContext() {
        Context context = Context.copy();
        loop.runUntilComplete(
                loop.createTask(setsUser("shared"), TaskOptions.defaults().context(context)));
        assertEquals("shared", context.get(USER));
    }

    @Test
    void aFactoryMayChangeWhatATaskIsMadeOf() {
        TaskFactory naming = new TaskFactory() {
            @Override
            public <T extends @Nullable Object> Task<T> createTask(
                    EventLoop on, Coroutine<T> coroutine, TaskOptions options) {
                return on.newTask(coroutine, options.name("made by a factory"));
            }
        };
        loop.setTaskFactory(naming);
        assertSame(naming, loop.taskFactory());
        assertEquals("made by a factory", loop.createTask(twoSteps("a")).name());
        loop.run();
    }

    @Test
    void runningOnceDoesNotWait() {
        Task<String> task = loop.createTask(twoSteps("a"));
        assertTrue(loop.runOnce());
        assertFalse(task.done());
        assertFalse(loop.runOnce());
        assertTrue(task.done());
        assertEquals(Optional.empty(), task.exception());
    }
}

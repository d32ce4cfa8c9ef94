package dev.reprise.scope;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Unchecked.unchecked;
import static dev.reprise.scope.CancelScope.failAfter;
import static dev.reprise.scope.CancelScope.moveOnAfter;
import static dev.reprise.scope.CancelScope.shielded;
import static dev.reprise.scope.Select.on;
import static dev.reprise.scope.Select.select;
import static dev.reprise.scope.TaskGroup.taskGroup;
import static dev.reprise.scope.Timeout.timeout;
import static dev.reprise.task.Sleep.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the scopes look like in a program: that javac infers what a reader expects, is half of the test. */
class FormsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final EventLoop loop = new EventLoop(new VirtualTime());

    /** Fails with one of two kinds of checked exceptions, or returns. */
    @Async
    private static Coroutine<String> query(String what) throws IOException, ParseException {
        await(sleep(SECOND.dividedBy(2)));
        if (what.equals("io")) {
            throw new IOException(what);
        }
        if (what.equals("parse")) {
            throw new ParseException(what, 0);
        }
        return Coroutine.of(what);
    }

    @Async
    private static Coroutine<String> read(String what) throws IOException {
        await(sleep(SECOND.dividedBy(2)));
        if (what.equals("io")) {
            throw new IOException(what);
        }
        return Coroutine.of(what);
    }

    // ----------------------------------------------------------------------------------------- no checked exception

    @Async
    private static Coroutine<String> withoutCheckedExceptions() {
        int three = await(timeout(SECOND, () -> {
            await(sleep(SECOND.dividedBy(2)));
            return Coroutine.of(3);
        }));
        String moved = await(timeout(SECOND, t -> {
            t.reschedule(Duration.ofSeconds(10));
            await(sleep(Duration.ofSeconds(5)));
            return Coroutine.of("moved");
        }));
        int sum = await(taskGroup(g -> {
            Task<Integer> a = g.createTask(later(1));
            Task<Integer> b = g.createTask(later(2));
            return Coroutine.of(await(a) + await(b));
        }));
        Optional<String> none = await(moveOnAfter(SECOND, () -> {
            await(sleep(SECOND.multipliedBy(2)));
            return Coroutine.of("late");
        }));
        Optional<String> some = await(moveOnAfter(SECOND, scope -> {
            scope.setDeadline(null);
            await(sleep(SECOND.multipliedBy(2)));
            return Coroutine.of("late");
        }));
        await(shielded(() -> sleep(SECOND)));
        CancelScope scope = new CancelScope();
        Optional<String> own = await(scope.run(() -> Coroutine.of("own")));
        int port = await(taskGroup(g -> {
            int ready = await(g.start(status -> {
                await(sleep(SECOND));
                status.started(80);
                await(sleep(SECOND));
                return Coroutine.done();
            }));
            return Coroutine.of(ready);
        }));
        String first = await(select(
                on(later(4), number -> Coroutine.of("number " + number)), on(sleep(SECOND.dividedBy(4)), nothing -> {
                    await(sleep(SECOND));
                    return Coroutine.of("nothing");
                })));
        return Coroutine.of(
                three + " " + moved + " " + sum + " " + none + " " + some + " " + own + " " + port + " " + first);
    }

    @Async
    private static Coroutine<Integer> later(int value) {
        await(sleep(SECOND.dividedBy(2)));
        return Coroutine.of(value);
    }

    @Test
    void withoutCheckedExceptionsNothingIsToBeDeclared() {
        assertEquals(
                "3 moved 3 Optional.empty Optional[late] Optional[own] 80 nothing",
                loop.runUntilComplete(withoutCheckedExceptions()));
    }

    // --------------------------------------------------------------------------------------------------- one of them

    @Async
    private static Coroutine<String> withOne(String what) {
        try {
            String value = await(timeout(SECOND, () -> Coroutine.of(await(read(what)))));
            value += await(failAfter(SECOND, () -> read(what)));
            value += await(taskGroup(g -> {
                g.createTask(later(1));
                return Coroutine.of(await(read(what)));
            }));
            value += await(select(on(later(1), number -> read(what)), on(sleep(SECOND), nothing -> Coroutine.of(""))));
            return Coroutine.of(value);
        } catch (IOException e) {
            return Coroutine.of("caught " + e.getMessage());
        }
    }

    @Test
    void oneCheckedExceptionIsInferred() {
        assertEquals("okokokok", loop.runUntilComplete(withOne("ok")));
        assertEquals("caught io", loop.runUntilComplete(withOne("io")));
    }

    // ---------------------------------------------------------------------------------------------------- two of them

    @Async
    private static Coroutine<String> withTwo(String what) {
        try {
            String value = await(timeout(SECOND, unchecked(() -> {
                        await(sleep(SECOND.dividedBy(4)));
                        return Coroutine.of(await(query(what)));
                    }))
                    .mayThrow(IOException.class, ParseException.class));
            value += await(taskGroup(unchecked(g -> {
                        g.createTask(query(what));
                        return Coroutine.of(await(query(what)));
                    }))
                    .mayThrow(IOException.class, ParseException.class));
            return Coroutine.of(value);
        } catch (IOException e) {
            return Coroutine.of("io: " + e.getMessage());
        } catch (ParseException e) {
            return Coroutine.of("parse: " + e.getMessage());
        }
    }

    @Test
    void twoAreHiddenAndNamedAgain() {
        assertEquals("okok", loop.runUntilComplete(withTwo("ok")));
        assertEquals("io: io", loop.runUntilComplete(withTwo("io")));
        assertEquals("parse: parse", loop.runUntilComplete(withTwo("parse")));
    }

    @Async
    private static Coroutine<String> casesThatThrowTwo(String what) {
        try {
            return Coroutine.of(await(select(
                            on(later(1), unchecked(number -> query(what))),
                            on(sleep(SECOND), nothing -> Coroutine.of("late")))
                    .mayThrow(IOException.class, ParseException.class)));
        } catch (IOException e) {
            return Coroutine.of("io: " + e.getMessage());
        } catch (ParseException e) {
            return Coroutine.of("parse: " + e.getMessage());
        }
    }

    @Test
    void theCasesOfASelectMayThrowTwo() {
        assertEquals("ok", loop.runUntilComplete(casesThatThrowTwo("ok")));
        assertEquals("io: io", loop.runUntilComplete(casesThatThrowTwo("io")));
        assertEquals("parse: parse", loop.runUntilComplete(casesThatThrowTwo("parse")));
    }

    // --------------------------------------------------------------------------------------------------- out of a task

    /** The call that makes the coroutine declares what it throws, so that the block is known to throw it. */
    @Async
    private static Coroutine<String> aChildThatThrowsOne(String what) {
        try {
            return Coroutine.of(await(taskGroup(g -> {
                g.createTask(read(what));
                return Coroutine.of("ok");
            })));
        } catch (IOException e) {
            return Coroutine.of("caught " + e.getMessage());
        }
    }

    @Test
    void whatAChildThrowsIsInferredWhereItIsMade() {
        assertEquals("ok", loop.runUntilComplete(aChildThatThrowsOne("ok")));
        assertEquals("caught io", loop.runUntilComplete(aChildThatThrowsOne("io")));
    }

    @Async
    private static Coroutine<String> aChildThatThrowsTwo(String what) {
        try {
            await(taskGroup(unchecked(g -> {
                        g.createTask(query(what));
                        return Coroutine.done();
                    }))
                    .mayThrow(IOException.class, ParseException.class));
            return Coroutine.of("ok");
        } catch (IOException e) {
            return Coroutine.of("io: " + e.getMessage());
        } catch (ParseException e) {
            return Coroutine.of("parse: " + e.getMessage());
        }
    }

    @Test
    void aChildMayThrowTwo() {
        assertEquals("ok", loop.runUntilComplete(aChildThatThrowsTwo("ok")));
        assertEquals("io: io", loop.runUntilComplete(aChildThatThrowsTwo("io")));
        assertEquals("parse: parse", loop.runUntilComplete(aChildThatThrowsTwo("parse")));
    }

    @Async
    private static Coroutine<String> aTaskThatThrowsTwo(String what) throws IOException, ParseException {
        Task<String> task = EventLoop.current().createTask(query(what));
        return Coroutine.of(await(task.mayThrow(IOException.class, ParseException.class)));
    }

    @Test
    void theExceptionsOfATaskAreNamedWhereItIsAwaited() throws Exception {
        assertEquals("ok", loop.runUntilComplete(aTaskThatThrowsTwo("ok")));
        Coroutine<String> failing = aTaskThatThrowsTwo("parse");
        assertEquals(
                "parse",
                assertThrows(ParseException.class, () -> loop.runUntilComplete(failing))
                        .getMessage());
    }
}

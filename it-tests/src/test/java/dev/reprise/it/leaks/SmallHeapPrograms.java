package dev.reprise.it.leaks;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static dev.reprise.Generator.emit;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.Generator;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Loops that go on for long, each for a JVM of its own with a small heap: {@code SmallHeapPrograms NAME TURNS} prints a
 * number that says that all turns were run. What they keep a turn would fill the heap many times over.
 */
final class SmallHeapPrograms {

    /** A suspension by any means, at the end of a chain. */
    private static final int DEPTH = 10;

    private SmallHeapPrograms() {}

    enum Program {
        /** Keeps an object a turn, to show that this is noticed. */
        LEAK,
        /** Awaits a child that completes at once. */
        COMPLETED_CHILD,
        /** Awaits a child that suspends once. */
        SUSPENDED_CHILD,
        /** Is suspended and resumed at the end of a chain. */
        LEAF,
        /** Catches what the child throws. */
        FAILING_CHILD,
        /** Takes the elements of a generator. */
        GENERATOR,
        /** Takes the elements of an asynchronous generator, which waits for the loop before every other one. */
        ASYNC_GENERATOR,
        /** Makes an asynchronous generator and takes all its elements. */
        ASYNC_GENERATORS,
        /** Makes an asynchronous generator, takes one element, and leaves the rest to the loop. */
        FORGOTTEN_ASYNC_GENERATORS,
        /** Sleeps for no time, in a task of an event loop. */
        SLEEP,
        /** Makes a task and waits for it. */
        TASK,
        /** Waits for a promise that a callback fulfils. */
        PROMISE
    }

    public static void main(String[] args) {
        System.out.println(run(Program.valueOf(args[0]), Long.parseLong(args[1])));
    }

    private static long run(Program program, long turns) {
        return switch (program) {
            case LEAK -> leak(turns);
            case COMPLETED_CHILD -> stepped(completedChildren(turns));
            case SUSPENDED_CHILD -> stepped(suspendedChildren(turns));
            case LEAF -> stepped(chain(DEPTH, turns));
            case FAILING_CHILD -> stepped(failingChildren(turns));
            case GENERATOR -> sumOfElements(turns);
            case ASYNC_GENERATOR -> new EventLoop().runUntilComplete(sumOfAsyncElements(turns));
            case ASYNC_GENERATORS -> new EventLoop().runUntilComplete(asyncGenerators(turns, 2));
            case FORGOTTEN_ASYNC_GENERATORS -> new EventLoop().runUntilComplete(asyncGenerators(turns, 1));
            case SLEEP -> new EventLoop().runUntilComplete(sleeps(turns));
            case TASK -> new EventLoop().runUntilComplete(tasks(turns));
            case PROMISE -> new EventLoop().runUntilComplete(promises(turns));
        };
    }

    private static long leak(long turns) {
        List<Object> kept = new ArrayList<>();
        for (long i = 0; i < turns; i++) {
            kept.add(new Object());
        }
        return kept.size();
    }

    /** Steps a coroutine to its end; returns its result if it was suspended as often as that says, or never. */
    private static long stepped(Coroutine<Long> coroutine) {
        long steps = 0;
        while (coroutine.next()) {
            steps++;
        }
        if (steps != 0 && steps != coroutine.result()) {
            throw new AssertionError(steps + " steps, but " + coroutine.result() + " turns");
        }
        return coroutine.result();
    }

    @Async
    private static Coroutine<Long> completedChildren(long turns) {
        long sum = 0;
        for (long i = 0; i < turns; i++) {
            sum += await(completed(1));
        }
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Integer> completed(int value) {
        return Coroutine.of(value);
    }

    @Async
    private static Coroutine<Long> suspendedChildren(long turns) {
        long sum = 0;
        for (long i = 0; i < turns; i++) {
            sum += await(suspended(1));
        }
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Integer> suspended(int value) {
        suspend(null);
        return Coroutine.of(value);
    }

    @Async
    private static Coroutine<Long> chain(int depth, long turns) {
        if (depth > 0) {
            return chain(depth - 1, turns);
        }
        long count = 0;
        while (count < turns) {
            suspend(null);
            count++;
        }
        return Coroutine.of(count);
    }

    @Async
    private static Coroutine<Long> failingChildren(long turns) {
        long caught = 0;
        for (long i = 0; i < turns; i++) {
            try {
                await(failing(i));
            } catch (IllegalStateException e) {
                caught++;
            }
        }
        return Coroutine.of(caught);
    }

    @Async
    private static Coroutine<Void> failing(long turn) {
        suspend(null);
        throw new IllegalStateException("turn " + turn);
    }

    private static long sumOfElements(long turns) {
        long sum = 0;
        for (Object[] element : elements(turns)) {
            sum += element.length;
        }
        return sum;
    }

    @Async
    private static Generator<Object[]> elements(long turns) {
        for (long i = 0; i < turns; i++) {
            emit(new Object[1]);
        }
        return Generator.done();
    }

    @Async
    private static Coroutine<Long> sumOfAsyncElements(long turns) {
        long sum = 0;
        AsyncGenerator<Object[]> elements = asyncElements(turns);
        while (await(elements.hasNext())) {
            sum += elements.next().length;
        }
        return Coroutine.of(sum);
    }

    @Async
    private static AsyncGenerator<Object[]> asyncElements(long turns) {
        for (long i = 0; i < turns; i++) {
            if (i % 2 == 0) {
                await(interrupt());
            }
            emit(new Object[1]);
        }
        return AsyncGenerator.done();
    }

    /** Each has one element, so that a second request is its end. */
    @Async
    private static Coroutine<Long> asyncGenerators(long turns, int requests) {
        long count = 0;
        for (long i = 0; i < turns; i++) {
            AsyncGenerator<Object[]> elements = asyncElements(1);
            for (int r = 0; r < requests; r++) {
                count += await(elements.hasNext()) ? elements.next().length : 0;
            }
        }
        return Coroutine.of(count);
    }

    @Async
    private static Coroutine<Long> sleeps(long turns) {
        long count = 0;
        while (count < turns) {
            await(sleep(Duration.ZERO));
            count++;
        }
        return Coroutine.of(count);
    }

    @Async
    private static Coroutine<Long> tasks(long turns) {
        long sum = 0;
        for (long i = 0; i < turns; i++) {
            sum += await(createTask(interrupted(1)));
        }
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Integer> interrupted(int value) {
        await(interrupt());
        return Coroutine.of(value);
    }

    @Async
    private static Coroutine<Long> promises(long turns) {
        EventLoop loop = EventLoop.current();
        long sum = 0;
        for (long i = 0; i < turns; i++) {
            Promise<Integer> promise = loop.createPromise();
            loop.callSoon(() -> promise.setResult(1));
            sum += await(promise);
        }
        return Coroutine.of(sum);
    }
}

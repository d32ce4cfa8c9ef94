package dev.reprise.it.allocation;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static dev.reprise.Generator.emit;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Generator;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.sync.Channel;
import dev.reprise.sync.Queue;
import dev.reprise.sync.Sender;
import dev.reprise.task.EventLoop;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * The bytes that an operation allocates, at most: exact while code is interpreted; the JIT can only save some. Each bound is
 * the sum of what the operation makes, by the sizes of a 64-bit JVM with compressed references (a coroutine of the runtime
 * 24, a frame 24 and its fields, a promise 24, a task 48, a waiter 48, a sleep's promise or a wait in a channel 40).
 */
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int TIMES = 10_000;

    private static final int ROUNDS = 4;

    private final EventLoop loop = new EventLoop(new VirtualTime());

    /**
     * Asserts what an operation costs that a program does so many times. What a run costs by itself is less than a byte for
     * each of them; what the JVM and the loop make once is made before.
     */
    private void assertBytes(int most, IntFunction<Coroutine<?>> program) {
        bytes(program, TIMES);
        double each = bytes(program, TIMES) / (double) TIMES;
        assertTrue(each < most + 1, "bytes: " + each + ", not more than " + most);
    }

    private long bytes(IntFunction<Coroutine<?>> program, int times) {
        Coroutine<?> made = program.apply(times);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        loop.runUntilComplete(made);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Returns what code allocates each time: the JVM links this and that when code is run first. */
    private static long least(Runnable code) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            code.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    // ------------------------------------------------------------------------------------------------------ protocol

    @Async
    private static Coroutine<Void> suspending(int times) {
        for (int i = 0; i < times; i++) {
            suspend(null);
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> chain(int depth, int times) {
        return depth == 0 ? suspending(times) : chain(depth - 1, times);
    }

    @Test
    void aResumeAllocatesNothingAtAnyDepth() {
        for (int depth : new int[] {1, 10, 100, 1_000}) {
            Coroutine<Void> chain = chain(depth, (ROUNDS + 1) * TIMES);
            assertEquals(0, least(() -> step(chain, TIMES)), "at depth " + depth);
        }
    }

    private static void step(Coroutine<?> coroutine, int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(coroutine.next());
        }
    }

    @Async
    private static Generator<Integer> small(int count) {
        for (int i = 0; i < count; i++) {
            emit(i & 127); // those are not allocated
        }
        return Generator.done();
    }

    @Test
    void anElementOfAGeneratorAllocatesNothing() {
        Generator<Integer> numbers = small((ROUNDS + 1) * TIMES);
        assertEquals(0, least(() -> take(numbers, TIMES)));
    }

    private static void take(Generator<Integer> numbers, int count) {
        for (int i = 0; i < count; i++) {
            numbers.next();
        }
    }

    // ---------------------------------------------------------------------------------------------------------- tasks

    @Test
    void aStepThatSuspendsAllocatesNothing() {
        assertBytes(0, AllocationTest::suspending);
    }

    @Async
    private static Coroutine<Void> givingWay(int times) {
        for (int i = 0; i < times; i++) {
            await(interrupt());
        }
        return Coroutine.done();
    }

    @Test
    void aTurnCostsNothing() {
        assertBytes(0, AllocationTest::givingWay);
    }

    @Async
    private static Coroutine<Void> awaiting(Promise<Integer> done, int times) {
        for (int i = 0; i < times; i++) {
            await(done);
        }
        return Coroutine.done();
    }

    @Test
    void anAwaitOfAPromiseThatIsDoneAllocatesNothing() {
        Promise<Integer> done = loop.createPromise();
        done.setResult(7);
        assertBytes(0, times -> awaiting(done, times));
    }

    @Async
    private static Coroutine<Void> spawning(int times) {
        for (int i = 0; i < times; i++) {
            await(createTask(child(i & 127)));
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Integer> child(int i) {
        return Coroutine.of(i);
    }

    @Test
    void aTaskThatIsAwaitedCostsItselfAndItsFrame() {
        assertBytes(48 + 32, AllocationTest::spawning);
    }

    @Async
    private static Coroutine<Void> sleeping(int times) {
        for (int i = 0; i < times; i++) {
            await(sleep(Duration.ofMillis(1)));
        }
        return Coroutine.done();
    }

    @Test
    void aSleepCostsItselfItsPromiseAndItsDuration() {
        assertBytes(32 + 40 + 24, AllocationTest::sleeping);
    }

    // ---------------------------------------------------------------------------------------------------------- queue

    @Async
    private static Coroutine<Void> handingOver(int times) {
        Queue<Integer> queue = new Queue<>(1);
        createTask(putting(queue, times));
        for (int i = 0; i < times; i++) {
            await(queue.get());
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> putting(Queue<Integer> queue, int times) {
        for (int i = 0; i < times; i++) {
            await(queue.put(i & 127));
        }
        return Coroutine.done();
    }

    @Test
    void anItemOfAQueueThatIsFullAndEmptyInTurnCostsTwoFramesAndTheirWaiters() {
        assertBytes(2 * (48 + 48), AllocationTest::handingOver);
    }

    // -------------------------------------------------------------------------------------------------------- channel

    @Async
    private static Coroutine<Void> passing(int times) {
        Channel<Integer> channel = Channel.open(0);
        createTask(sending(channel.sender(), times));
        for (int i = 0; i < times; i++) {
            await(channel.receiver().receive());
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> sending(Sender<Integer> sender, int times) {
        for (int i = 0; i < times; i++) {
            await(sender.send(i & 127));
        }
        return Coroutine.done();
    }

    /** Each side waits for every other item: the other half of them it gives or finds at once. */
    @Test
    void twoItemsThroughAChannelWithoutABufferCostAWaitOfEachSide() {
        int calls = 2 * (32 + 32);
        int waits = 40 + 40;
        assertBytes((calls + waits) / 2, AllocationTest::passing);
    }
}

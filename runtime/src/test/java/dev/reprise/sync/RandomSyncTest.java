package dev.reprise.sync;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.DeadlockException;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Workers that lock, put, get, send and receive at random, and cancel one another at random, on loops that run what is
 * ready in order and at random. A failure names its seed; {@code -Dreprise.seed=N} runs that one first.
 */
class RandomSyncTest {

    private static final long FIRST_SEED = Long.getLong("reprise.seed", 2026);
    private static final int RUNS = 1_500;

    @Test
    void nothingIsLostInARandomRun() {
        int deadlocks = 0;
        int cancellations = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            Run run = new Run(seed);
            try {
                run.run();
                run.check();
            } catch (AssertionError | RuntimeException error) {
                throw new AssertionError("seed " + seed, error);
            }
            deadlocks += run.deadlocked ? 1 : 0;
            cancellations += run.cancellations;
        }
        assertTrue(deadlocks > RUNS / 10, "some end while tasks wait: " + deadlocks);
        assertTrue(cancellations > 10 * RUNS, "many waits were cancelled: " + cancellations);
    }

    /** One run: its loop, what the workers share, and an account of all that they did. */
    private static final class Run {

        private static final int WORKERS = 8;
        private static final int OPERATIONS = 25;

        private final Random random;
        private final EventLoop loop;
        private final List<String> reports = new ArrayList<>();
        private final List<Worker> workers = new ArrayList<>();

        private final Queue<Integer> queue;
        private final Channel<Integer> channel;
        private final Account throughQueue = new Account();
        private final Account throughChannel = new Account();

        private final Lock lock = new Lock();
        private final Semaphore semaphore = new BoundedSemaphore(2);
        private final CapacityLimiter limiter = new CapacityLimiter(2);
        private final Condition condition = new Condition();
        private final Crowd inLock = new Crowd(1);
        private final Crowd inSemaphore = new Crowd(2);
        private final Crowd inLimiter = new Crowd(2);
        private int tickets;

        private int nextItem;
        private int cancellations;
        private boolean deadlocked;

        Run(long seed) {
            random = new Random(seed);
            LoopOptions options = LoopOptions.defaults().time(new VirtualTime());
            loop = new EventLoop(random.nextBoolean() ? options : options.shuffle(seed));
            loop.setExceptionHandler((from, context) -> reports.add(context.toString()));
            int bound = random.nextInt(4);
            queue = switch (random.nextInt(3)) {
                case 0 -> new LifoQueue<>(bound);
                case 1 -> new PriorityQueue<>(bound);
                default -> new Queue<>(bound);
            };
            channel = Channel.open(random.nextInt(4));
        }

        void run() {
            for (int i = 0; i < WORKERS; i++) {
                Worker worker = new Worker(this);
                workers.add(worker);
                worker.task = loop.createTask(worker.work());
            }
            try {
                loop.run();
            } catch (DeadlockException deadlock) {
                deadlocked = true;
            }
        }

        void check() {
            assertEquals(List.of(), reports);
            workers.forEach(worker -> assertFalse(hasFailed(worker.task), worker.task::toString));
            checkQueue();
            checkChannel();
            assertNobodyWaitsFor("lock");
            assertNobodyWaitsFor("semaphore");
            assertNobodyWaitsFor("limiter");
            assertFalse(lock.isLocked());
            assertFalse(condition.isLocked());
            assertEquals(2, semaphore.availablePermits());
            assertEquals(new CapacityLimiter.Statistics(0, 2, Set.of(), 0), limiter.statistics());
            if (tickets > 0) {
                assertNobodyWaitsFor("ticket");
            }
        }

        private static boolean hasFailed(Task<?> task) {
            return task.done() && !task.cancelled() && task.exception().isPresent();
        }

        private void checkQueue() {
            if (!queue.isFull()) {
                assertNobodyWaitsFor("put");
            }
            Set<Integer> left = new TreeSet<>();
            while (!queue.isEmpty()) {
                assertNobodyWaitsFor("get");
                left.add(queue.getNowait());
            }
            throughQueue.check(left);
        }

        private void checkChannel() {
            Channel.Statistics end = channel.receiver().statistics();
            if (end.items() < end.capacity() || end.waitingReceivers() > 0) {
                assertNobodyWaitsFor("send");
            }
            Set<Integer> left = new TreeSet<>();
            for (int i = 0; i < end.items(); i++) {
                assertNobodyWaitsFor("receive");
                left.add(channel.receiver().next());
            }
            throughChannel.check(left);
        }

        private void assertNobodyWaitsFor(String what) {
            for (Worker worker : workers) {
                assertFalse(!worker.task.done() && worker.waitsFor.equals(what), "a worker waits for " + what);
            }
        }
    }

    /** What went in and what came out. */
    private static final class Account {

        private final Set<Integer> in = new HashSet<>();
        private final Set<Integer> out = new HashSet<>();

        void out(int item) {
            assertTrue(out.add(item), "received twice: " + item);
        }

        void check(Set<Integer> left) {
            Set<Integer> all = new HashSet<>(out);
            left.forEach(item -> assertTrue(all.add(item), "received and still there: " + item));
            assertEquals(new TreeSet<>(in), new TreeSet<>(all), "what was put is what was got or is left");
        }
    }

    /** Those that are inside of a block, never more than its limit. */
    private static final class Crowd {

        private final int limit;
        private int inside;

        Crowd(int limit) {
            this.limit = limit;
        }

        @Async
        Coroutine<Void> stay(Worker worker) {
            worker.waitsFor = "nothing";
            inside++;
            try {
                assertTrue(inside <= limit);
                await(worker.pause());
            } finally {
                inside--;
            }
            return Coroutine.done();
        }
    }

    private static final class Worker {

        private final Run run;
        private String waitsFor = "nothing";

        @SuppressWarnings("NullAway.Init") // set when the task is made
        private Task<Void> task;

        Worker(Run run) {
            this.run = run;
        }

        @Async
        Coroutine<Void> work() {
            for (int i = 0; i < Run.OPERATIONS; i++) {
                try {
                    await(operation());
                } catch (CancelledError cancelled) {
                    run.cancellations++;
                }
                waitsFor = "nothing";
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> operation() {
            switch (run.random.nextInt(14)) {
                case 0, 1, 2 -> cancelSomebody();
                case 3 -> await(pause());
                case 4, 5 -> await(put());
                case 6, 7 -> await(get());
                case 8 -> await(send());
                case 9 -> await(receive());
                case 10 -> {
                    waitsFor = "lock";
                    await(run.lock.with(() -> run.inLock.stay(this)));
                }
                case 11 -> {
                    waitsFor = "semaphore";
                    await(run.semaphore.with(() -> run.inSemaphore.stay(this)));
                }
                case 12 -> {
                    waitsFor = "limiter";
                    await(run.limiter.with(() -> run.inLimiter.stay(this)));
                }
                default -> await(run.random.nextBoolean() ? giveTicket() : takeTicket());
            }
            return Coroutine.done();
        }

        Coroutine<Void> pause() {
            return run.random.nextBoolean() ? Sleep.interrupt() : Sleep.sleep(Duration.ofNanos(run.random.nextInt(3)));
        }

        private void cancelSomebody() {
            run.workers.get(run.random.nextInt(run.workers.size())).task.cancel();
        }

        @Async
        private Coroutine<Void> put() {
            int item = run.nextItem++;
            waitsFor = "put";
            if (run.random.nextInt(4) > 0 || run.queue.isFull()) {
                await(run.queue.put(item));
            } else {
                run.queue.putNowait(item);
            }
            run.throughQueue.in.add(item);
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> get() {
            waitsFor = "get";
            boolean now = run.random.nextInt(4) == 0 && !run.queue.isEmpty();
            run.throughQueue.out(now ? run.queue.getNowait() : await(run.queue.get()));
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> send() {
            int item = run.nextItem++;
            waitsFor = "send";
            try (Sender<Integer> sender = run.channel.sender().clone()) {
                await(sender.send(item));
            }
            run.throughChannel.in.add(item);
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> receive() {
            waitsFor = "receive";
            try (Receiver<Integer> receiver = run.channel.receiver().clone()) {
                if (run.random.nextBoolean()) {
                    run.throughChannel.out(await(receiver.receive()));
                } else if (await(receiver.hasNext())) {
                    run.throughChannel.out(receiver.next());
                }
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> giveTicket() {
            waitsFor = "condition's lock";
            await(run.condition.with(() -> {
                run.tickets++;
                run.condition.signal();
                await(pause());
                return Coroutine.done();
            }));
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> takeTicket() {
            waitsFor = "ticket";
            await(run.condition.with(() -> {
                await(run.condition.waitFor(() -> run.tickets > 0));
                run.tickets--;
                return Coroutine.done();
            }));
            return Coroutine.done();
        }
    }
}

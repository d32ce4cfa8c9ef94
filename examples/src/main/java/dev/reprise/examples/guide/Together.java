package dev.reprise.examples.guide;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.taskGroup;
import static dev.reprise.Reprise.toThread;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.interop.Futures;
import dev.reprise.loop.ContextVar;
import dev.reprise.sync.Channel;
import dev.reprise.sync.Lock;
import dev.reprise.sync.Receiver;
import dev.reprise.sync.Sender;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import dev.reprise.task.TaskOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tasks that share things, and what is not a task. */
public final class Together {

    private Together() {}

    /** A balance that is read, and written after an await: what a lock is for. */
    static final class Account {

        private final Lock lock = new Lock();
        private int balance = 100;

        @Async
        Coroutine<Integer> withdraw(int amount) {
            return lock.with(() -> {
                int before = balance;
                await(sleep(Duration.ofMillis(10))); // others run here, but none of them in this block
                balance = before - amount;
                return Coroutine.of(balance);
            });
        }
    }

    @Async
    static Coroutine<Void> produce(Sender<String> lines) {
        try (lines) {
            for (int i = 1; i <= 3; i++) {
                await(lines.send("line " + i));
            }
        }
        return Coroutine.done();
    }

    @Async
    static Coroutine<List<String>> throughAChannel() {
        Channel<String> channel = Channel.open(1);
        return taskGroup(group -> {
            group.createTask(produce(channel.sender()));
            List<String> received = new ArrayList<>();
            try (Receiver<String> lines = channel.receiver()) {
                while (await(lines.hasNext())) {
                    received.add(lines.next());
                }
            }
            return Coroutine.of(received);
        });
    }

    @Async
    static AsyncGenerator<Integer> ticks(int count) {
        for (int i = 1; i <= count; i++) {
            await(sleep(Duration.ofSeconds(1)));
            emit(i);
        }
        return AsyncGenerator.done();
    }

    @Async
    static Coroutine<Integer> sum() {
        int sum = 0;
        AsyncGenerator<Integer> ticks = ticks(4);
        while (await(ticks.hasNext())) {
            sum += ticks.next();
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<Integer> firstAbove(int limit) {
        int[] found = {0};
        await(ticks(100)
                .forEach(
                        tick -> { // closes the generator, however the block ends
                            if (tick > limit && found[0] == 0) {
                                found[0] = tick;
                            }
                            return Coroutine.done();
                        }));
        return Coroutine.of(found[0]);
    }

    @Async
    static Coroutine<Integer> size(Path file) throws IOException {
        String text = await(toThread(() -> Files.readString(file))); // blocks another thread, not the loop
        return Coroutine.of(text.length());
    }

    @Async
    static Coroutine<String> fromAFuture(CompletableFuture<String> future) {
        return Coroutine.of(await(Futures.wrapFuture(future))); // cancelled together
    }

    static CompletableFuture<Integer> intoAFuture(EventLoop loop) {
        return Futures.runCoroutineThreadsafe(loop, sum()); // from any other thread
    }

    static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

    @Async
    static Coroutine<String> handle(String request) {
        await(sleep(Duration.ofSeconds(1)));
        return Coroutine.of(request + " of " + USER.get());
    }

    @Async
    static Coroutine<String> as(String user) {
        return USER.with(user, () -> {
            Task<String> task = createTask(handle("request")); // it has a copy of the context
            return Coroutine.of(await(task));
        });
    }

    @Async
    static Coroutine<Void> urgent(List<String> log) {
        createTask(logging(log, "later"));
        createTask(logging(log, "first"), TaskOptions.defaults().priority(1));
        await(sleep(Duration.ofSeconds(1)));
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> logging(List<String> log, String line) {
        log.add(line);
        return Coroutine.done();
    }
}

package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.sync.Channel;
import dev.reprise.sync.Receiver;
import dev.reprise.sync.Sender;

/** One task hands items to another one through a channel. */
public final class HandOver implements Program {

    private final int capacity;

    /** A channel that holds so many. */
    public HandOver(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public long run(int times) {
        return Reprise.run(both(times));
    }

    @Async
    private Coroutine<Long> both(int times) {
        Channel<Integer> channel = Channel.open(capacity);
        createTask(send(channel.sender(), times));
        return Coroutine.of(await(createTask(receive(channel.receiver(), times))));
    }

    @Async
    private static Coroutine<Void> send(Sender<Integer> sender, int times) {
        for (int i = 0; i < times; i++) {
            await(sender.send(i & 127));
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Long> receive(Receiver<Integer> receiver, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += await(receiver.receive());
        }
        return Coroutine.of(sum);
    }
}

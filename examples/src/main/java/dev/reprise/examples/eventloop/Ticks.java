package dev.reprise.examples.eventloop;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.KeyboardInterrupt;
import dev.reprise.sync.Queue;
import dev.reprise.task.EventLoop;
import java.time.Duration;

/** Two tasks that meet in a queue: one puts a message every second, the other waits for each. */
public final class Ticks {

    private Ticks() {}

    @Async
    static Coroutine<Void> producer(Queue<String> queue) {
        for (int count = 1; ; count++) {
            await(queue.put("tick" + count));
            await(sleep(Duration.ofSeconds(1)));
        }
    }

    @Async
    static Coroutine<Void> consumer(Queue<String> queue, Timeline timeline) {
        while (true) {
            String received = await(queue.get());
            timeline.show("received " + received);
        }
    }

    public static void ticks(Timeline timeline) {
        EventLoop loop = timeline.loop();
        Queue<String> queue = new Queue<>();
        loop.createTask(producer(queue));
        loop.createTask(consumer(queue, timeline));
        timeline.start();
        try {
            loop.runForever();
        } catch (KeyboardInterrupt interrupt) {
            timeline.print("bye");
        }
    }
}

package dev.reprise.examples.eventloop;

import dev.reprise.KeyboardInterrupt;
import dev.reprise.examples.Output;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.time.Duration;

/** What the tests of this package share: a loop on virtual time, and somebody who presses Ctrl-C. */
final class EventLoopExample {

    final Output output = new Output();
    final VirtualTime time = new VirtualTime();
    final EventLoop loop = new EventLoop(time);
    final Timeline timeline = new Timeline(loop, output.stream());

    void pressCtrlCAfter(Duration delay) {
        loop.callLater(delay, () -> {
            throw new KeyboardInterrupt();
        });
    }
}

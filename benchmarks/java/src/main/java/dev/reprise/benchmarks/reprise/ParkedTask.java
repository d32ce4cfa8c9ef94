package dev.reprise.benchmarks.reprise;

import dev.reprise.benchmarks.harness.Parking;
import dev.reprise.task.EventLoop;

/** Tasks that wait for one promise, each in a chain of awaits with two live locals. */
public final class ParkedTask implements Parking {

    private final int depth;

    /** With so many awaits between the outermost and the innermost. */
    public ParkedTask(int depth) {
        this.depth = depth;
    }

    @Override
    public void park(Object[] coroutines, Runnable parked) {
        EventLoop loop = new EventLoop();
        Link.forEver = loop.createPromise();
        for (int i = 0; i < coroutines.length; i++) {
            coroutines[i] = loop.createTask(Link.waiting(depth, i));
        }
        while (loop.runOnce()) {
            // until all wait
        }
        parked.run();
        if (loop.allTasks().size() != coroutines.length) {
            throw new AssertionError("not all tasks wait");
        }
    }
}

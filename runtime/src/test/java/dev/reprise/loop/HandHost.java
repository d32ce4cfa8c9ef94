package dev.reprise.loop;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/** A host whose turns a test takes by hand. */
public final class HandHost implements Executor {

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

    /** Whether it takes nothing any more. */
    public volatile boolean refuses;

    /** Makes one with nothing to do. */
    public HandHost() {}

    @Override
    public void execute(Runnable work) {
        if (refuses) {
            throw new RejectedExecutionException("the host is closed");
        }
        queue.add(work);
    }

    public int queued() {
        return queue.size();
    }

    /** Waits until there is something to do, and does it. */
    public void runNext() throws InterruptedException {
        queue.take().run();
    }

    /** The same for what is there already, without a look at whether the thread is interrupted. */
    public void runNextUninterrupted() {
        queue.remove().run();
    }

    /** Does what is there, and what comes of that. */
    public void runAll() {
        for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
            next.run();
        }
    }
}

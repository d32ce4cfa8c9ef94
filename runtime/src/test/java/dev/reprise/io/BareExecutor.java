package dev.reprise.io;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** An executor that a test says how it runs work; it has no threads, so there is nothing to shut down. */
abstract class BareExecutor extends AbstractExecutorService {

    @Override
    public final void shutdown() {}

    @Override
    public final List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public final boolean isShutdown() {
        return true;
    }

    @Override
    public final boolean isTerminated() {
        return true;
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}

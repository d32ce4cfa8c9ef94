package dev.reprise.io;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that compute for handshakes, of all loops: as many as there are processors, as they seldom wait. They are not
 * those of the default executor, whose work may be waiting for a handshake.
 */
final class TlsThreads {

    private static final long IDLE_SECONDS = 10;

    static final Executor EXECUTOR = make();

    private TlsThreads() {}

    private static Executor make() {
        int most = Runtime.getRuntime().availableProcessors();
        AtomicLong made = new AtomicLong();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "reprise-tls-" + made.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}

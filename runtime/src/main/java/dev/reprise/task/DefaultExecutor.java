package dev.reprise.task;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that a loop has for work that blocks: a virtual one each where the JDK has them, from 21 on, or else a pool
 * of daemon threads with the bound of asyncio's. What they need is looked up by name, since JDK 17 compiles this.
 */
final class DefaultExecutor {

    private static final String NAME = "reprise-worker-";

    /** asyncio's bound: enough for waiting, not enough to be a burden. */
    private static final int MOST_THREADS = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);

    private static final long IDLE_SECONDS = 60;

    private DefaultExecutor() {}

    static ExecutorService make() {
        try {
            return onVirtualThreads();
        } catch (Throwable absent) { // a method handle declares no less; JDK 19 and 20 refuse to call what they have
            return onPool();
        }
    }

    private static ExecutorService onVirtualThreads() throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> builderType = Class.forName("java.lang.Thread$Builder");
        Class<?> virtualType = Class.forName("java.lang.Thread$Builder$OfVirtual");
        MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtualType));
        MethodHandle name =
                lookup.findVirtual(virtualType, "name", MethodType.methodType(virtualType, String.class, long.class));
        MethodHandle factory = lookup.findVirtual(builderType, "factory", MethodType.methodType(ThreadFactory.class));
        MethodHandle perTask = lookup.findStatic(
                Executors.class,
                "newThreadPerTaskExecutor",
                MethodType.methodType(ExecutorService.class, ThreadFactory.class));
        return (ExecutorService) perTask.invoke(factory.invoke(name.invoke(ofVirtual.invoke(), NAME, 0L)));
    }

    static ExecutorService onPool() {
        AtomicLong made = new AtomicLong();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, NAME + made.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}

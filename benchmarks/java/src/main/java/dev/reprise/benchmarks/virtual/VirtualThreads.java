package dev.reprise.benchmarks.virtual;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Starts virtual threads. */
final class VirtualThreads {

    private static final MethodHandle START = find();

    private VirtualThreads() {}

    private static MethodHandle find() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no virtual threads: 21 and newer have", e);
        }
    }

    static Thread start(Runnable work) {
        try {
            return (Thread) START.invokeExact(work);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts one whose result can be waited for. */
    static <T> FutureTask<T> fork(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        start(task);
        return task;
    }

    /** Runs work in a virtual thread and waits for its result. */
    static <T> T run(Callable<T> work) throws Exception {
        return fork(work).get();
    }
}

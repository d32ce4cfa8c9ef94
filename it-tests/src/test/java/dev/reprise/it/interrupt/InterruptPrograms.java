package dev.reprise.it.interrupt;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.run;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.KeyboardInterrupt;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Runner;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What {@link InterruptTest} runs in processes of their own: {@code main} takes the name of a program. */
public final class InterruptPrograms {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    /** The programs. */
    public enum Program {
        UNWINDS,
        CATCHES,
        STUBBORN,
        GOES_ON,
        RUN_FOREVER,
        FORK,
        BLOCKS,
        COMPUTES,
        AFTERWARDS,
        OTHER_THREAD,
        OWN_HANDLER,
        EXITS,
        LOOPS_OF_THREADS,
        NEVER_WAITS
    }

    private InterruptPrograms() {}

    public static void main(String[] arguments) throws Exception {
        switch (Program.valueOf(arguments[0])) {
            case UNWINDS -> unwinds();
            case CATCHES -> catches();
            case STUBBORN -> stubborn();
            case GOES_ON -> goesOn();
            case RUN_FOREVER -> seedExample();
            case FORK -> fork();
            case BLOCKS -> blocks();
            case COMPUTES -> computes();
            case AFTERWARDS -> afterwards();
            case OTHER_THREAD -> otherThread();
            case OWN_HANDLER -> ownHandler();
            case EXITS -> exits();
            case LOOPS_OF_THREADS -> loopsOfThreads();
            case NEVER_WAITS -> neverWaits();
        }
    }

    private static void print(@Nullable String line) {
        System.out.println(line);
    }

    @Async
    private static Coroutine<String> unwinding() {
        try {
            print("ready");
            await(sleep(LONG));
        } finally {
            await(sleep(SHORT));
            print("unwound");
        }
        return Coroutine.of("end");
    }

    private static void unwinds() {
        run(unwinding());
    }

    private static void catches() {
        try {
            run(unwinding());
        } catch (KeyboardInterrupt interrupt) {
            print("bye");
        }
    }

    /** Ignores the first cancellation. */
    @Async
    private static Coroutine<String> ignoring() {
        try {
            print("ready");
            await(sleep(LONG));
        } catch (CancelledError ignored) {
            print("ignored");
        }
        try {
            await(sleep(LONG));
        } finally {
            print("unwound");
        }
        return Coroutine.of("end");
    }

    private static void stubborn() {
        try (Runner runner = new Runner()) {
            try {
                runner.run(ignoring());
            } catch (KeyboardInterrupt interrupt) {
                print("stopped");
            }
        }
    }

    @Async
    private static Coroutine<String> recovering() {
        try {
            print("ready");
            await(sleep(LONG));
        } catch (CancelledError cancelled) {
            await(sleep(SHORT));
        }
        return Coroutine.of("recovered");
    }

    private static void goesOn() {
        print(run(recovering()));
    }

    @Async
    private static Coroutine<Void> ticking() {
        for (int tick = 1; tick <= 3; tick++) {
            print("tick" + tick);
            await(sleep(SHORT));
        }
        print("ready");
        await(sleep(LONG));
        return Coroutine.done();
    }

    /** The first document's endless loop. */
    private static void seedExample() {
        EventLoop.getEventLoop().createTask(ticking());
        try {
            EventLoop.getEventLoop().runForever();
        } catch (KeyboardInterrupt e) {
            print("bye");
        }
    }

    /** A task may make others on the fly; what is caught may be anything. */
    private static void fork() {
        EventLoop loop = EventLoop.newEventLoop();
        EventLoop.setEventLoop(loop);
        loop.createTask(forking());
        try {
            EventLoop.getEventLoop().runForever();
        } finally {
            print("interrupted");
        }
    }

    @Async
    private static Coroutine<Void> forking() {
        await(sleep(SHORT));
        createTask(ticking());
        return Coroutine.done();
    }

    /** A call that blocks the loop, but can be interrupted. */
    private static void blocks() {
        EventLoop loop = EventLoop.getEventLoop();
        loop.callSoon(() -> {
            print("ready");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException swallowed) {
                print("swallowed");
            }
        });
        try {
            loop.runForever();
        } catch (KeyboardInterrupt e) {
            print("bye");
        }
    }

    /** A computation that nothing can stop but the end of the JVM. */
    private static void computes() {
        EventLoop loop = EventLoop.getEventLoop();
        loop.callSoon(() -> {
            print("ready");
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            print("interrupted");
            while (true) {
                Thread.onSpinWait();
            }
        });
        loop.runForever();
    }

    /** A task that is always ready, and waits for nothing that could be cancelled. */
    private static void neverWaits() {
        try (Runner runner = new Runner()) {
            runner.run(givingWay());
        } catch (KeyboardInterrupt interrupt) {
            print("bye");
        }
    }

    @Async
    private static Coroutine<Void> givingWay() {
        print("ready");
        try {
            while (true) {
                await(interrupt());
            }
        } catch (CancelledError cancelled) {
            print("cancelled");
            throw cancelled;
        }
    }

    @Async
    private static Coroutine<String> atOnce() {
        await(sleep(SHORT));
        return Coroutine.of("ready");
    }

    private static void afterwards() throws IOException {
        print(run(atOnce()));
        System.in.read();
    }

    /** A loop on another thread has no part in Ctrl-C. */
    private static void otherThread() throws InterruptedException {
        Thread thread = new Thread(() -> run(unwinding()));
        thread.start();
        thread.join();
    }

    /** Handles the signal itself; by reflection, since javac warns of the class. */
    private static void ownHandler() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours = Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    print("handled");
                    System.exit(5);
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ours);
        run(unwinding());
    }

    /** Ends the JVM from inside of the loop, which the shutdown hook must not wait for. */
    private static void exits() {
        EventLoop loop = EventLoop.getEventLoop();
        loop.callSoon(() -> System.exit(3));
        loop.runForever();
    }

    private static void loopsOfThreads() throws InterruptedException {
        Thread.currentThread().setName("renamed");
        Thread other = new Thread(() -> {
            try {
                EventLoop.getEventLoop();
            } catch (IllegalStateException refused) {
                print(refused.getMessage());
            }
            EventLoop own = EventLoop.newEventLoop();
            EventLoop.setEventLoop(own);
            print("its own: " + (EventLoop.getEventLoop() == own));
        });
        other.setName("main");
        other.start();
        other.join();
        EventLoop loop = EventLoop.getEventLoop();
        print("main thread: " + (EventLoop.getEventLoop() == loop));
        EventLoop running = EventLoop.newEventLoop();
        running.callSoon(() -> {
            print("running: " + (EventLoop.getEventLoop() == running));
            running.stop();
        });
        running.runForever();
        EventLoop.setEventLoop(null);
        try {
            EventLoop.getEventLoop();
        } catch (IllegalStateException refused) {
            print(refused.getMessage());
        }
    }
}

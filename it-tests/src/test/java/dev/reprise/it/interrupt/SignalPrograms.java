package dev.reprise.it.interrupt;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.run;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.loop.Signals;
import dev.reprise.task.EventLoop;
import java.time.Duration;

/** What {@link SignalTest} runs in processes of their own: {@code main} takes the name of a program. */
public final class SignalPrograms {

    private static final Duration LONG = Duration.ofHours(1);

    /** The programs. */
    public enum Program {
        STOPS,
        RECEIVES,
        HANDLES_CTRL_C,
        OTHER_THREAD,
        REMOVES,
        REFUSED
    }

    private SignalPrograms() {}

    public static void main(String[] arguments) throws InterruptedException {
        switch (Program.valueOf(arguments[0])) {
            case STOPS -> stops();
            case RECEIVES -> run(receives());
            case HANDLES_CTRL_C -> run(handlesCtrlC());
            case OTHER_THREAD -> otherThread();
            case REMOVES -> removes();
            case REFUSED -> refused();
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static void stops() {
        EventLoop loop = EventLoop.getEventLoop();
        Signals.addSignalHandler(loop, "TERM", () -> {
            print("terminated");
            loop.stop();
        });
        loop.callSoon(() -> print("ready"));
        loop.runForever();
        print("end");
        loop.close();
    }

    @Async
    private static Coroutine<Void> receives() {
        AsyncGenerator<String> signals = Signals.received("TERM", "HUP", "USR1");
        EventLoop.current().callSoon(() -> print("ready"));
        while (await(signals.hasNext())) {
            String signal = signals.next();
            print(signal);
            if (signal.equals("TERM")) {
                await(signals.close());
            }
        }
        return Coroutine.done();
    }

    /** Ctrl-C is the loop's again when its handler is removed. */
    @Async
    private static Coroutine<Void> handlesCtrlC() {
        EventLoop loop = EventLoop.current();
        Signals.addSignalHandler(loop, "INT", () -> {
            Signals.removeSignalHandler(loop, "INT");
            print("handled");
        });
        print("ready");
        try {
            await(sleep(LONG));
        } finally {
            print("unwound");
        }
        return Coroutine.done();
    }

    /** A loop on another thread handles what the one of the main thread does not. */
    private static void otherThread() throws InterruptedException {
        EventLoop other = new EventLoop();
        Signals.addSignalHandler(other, "INT", () -> {
            print("handled");
            other.stop();
        });
        Thread thread = new Thread(() -> {
            other.callSoon(() -> print("ready"));
            other.runForever();
            other.close();
            print("closed");
        });
        thread.start();
        run(sleep(LONG));
    }

    private static void removes() {
        EventLoop loop = EventLoop.getEventLoop();
        Signals.addSignalHandler(loop, "TERM", () -> print("never"));
        Signals.removeSignalHandler(loop, "TERM");
        loop.callSoon(() -> print("ready"));
        loop.runForever();
    }

    private static void refused() {
        EventLoop loop = EventLoop.getEventLoop();
        try {
            Signals.addSignalHandler(loop, "TERM", () -> print("never"));
        } catch (UnsupportedOperationException | IllegalArgumentException refused) {
            print(String.valueOf(refused.getMessage()));
        }
        loop.close();
    }
}

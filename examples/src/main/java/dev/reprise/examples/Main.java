package dev.reprise.examples;

import static dev.reprise.examples.handmade.Gather.gather;
import static dev.reprise.examples.handmade.Jobs.countUpTo;
import static dev.reprise.examples.handmade.Jobs.waitJob;
import static dev.reprise.examples.handmade.PrintMessages.printMessages;
import static dev.reprise.examples.handmade.RunTask.runTask;
import static dev.reprise.examples.handmade.RunTasks.runTasks;
import static dev.reprise.examples.handmade.SimplePrint.simplePrint;

import dev.reprise.Awaitable;
import dev.reprise.KeyboardInterrupt;
import dev.reprise.examples.eventloop.Endless;
import dev.reprise.examples.eventloop.Famine;
import dev.reprise.examples.eventloop.Fork;
import dev.reprise.examples.eventloop.Morceaux;
import dev.reprise.examples.eventloop.Ticks;
import dev.reprise.examples.eventloop.Timeline;
import dev.reprise.examples.eventloop.UntilComplete;
import dev.reprise.examples.guest.Counter;
import dev.reprise.examples.guest.Game;
import dev.reprise.examples.handmade.ComplexWork;
import dev.reprise.examples.handmade.Loop;
import dev.reprise.examples.handmade.Waiter;
import dev.reprise.examples.http.Site;
import dev.reprise.examples.sockets.Echo;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Runner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs all examples in order, in about ten seconds. */
public final class Main {

    /** What stands for a second in the examples whose times are a parameter. */
    private static final Duration UNIT = Duration.ofMillis(150);

    private Main() {}

    public static void main(String[] args) throws IOException {
        // Not System.out: its encoding is the terminal's, which may have no accents.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        handmade(out, new PacedClock());
        try (EventLoop loop = new EventLoop()) {
            eventLoop(out, loop, EventLoop::new, Main::block);
            sockets(out, loop);
        }
        http(out);
        guests(out);
    }

    static void handmade(PrintStream out, InstantSource clock) {
        heading(out, "A loop in four lines");
        runTask(new ComplexWork(out));

        heading(out, "A queue of tasks");
        runTasks(simplePrint(out, 1), new ComplexWork(out), simplePrint(out, 2), simplePrint(out, 3));

        heading(out, "Messages, one second and 0.7 seconds apart");
        runTasks(fooBarBaz(out, clock), aaaBbbCcc(out, clock));

        heading(out, "A loop that is an object");
        new Loop().runTask(fooBarBaz(out, clock));

        heading(out, "A task waits for another");
        Waiter waiter = new Waiter();
        runTasks(waitJob(out, waiter), countUpTo(out, waiter, 5));

        heading(out, "A task waits for two");
        new Loop().runTask(gather(fooBarBaz(out, clock), aaaBbbCcc(out, clock)));
    }

    private static Awaitable<Void> fooBarBaz(PrintStream out, InstantSource clock) {
        return printMessages(out, clock, Duration.ofSeconds(1), "foo", "bar", "baz");
    }

    private static Awaitable<Void> aaaBbbCcc(PrintStream out, InstantSource clock) {
        return printMessages(out, clock, Duration.ofMillis(700), "aaa", "bbb", "ccc");
    }

    static void eventLoop(
            PrintStream out, EventLoop loop, Supplier<EventLoop> ownLoop, Consumer<Duration> blockingSleep) {
        heading(out, "A coroutine object");
        Morceaux.show(out);

        heading(out, "The event loop runs one coroutine");
        Morceaux.one(loop, out);

        heading(out, "The event loop runs two");
        Morceaux.two(loop, out);

        Timeline timeline = new Timeline(loop, out);
        heading(out, "Two tasks on a loop without end");
        interruptAfter(loop, UNIT.multipliedBy(2));
        Endless.endless(timeline, UNIT);

        heading(out, "A task starts another");
        interruptAfter(loop, UNIT.multipliedBy(4));
        Fork.fork(timeline, UNIT);

        heading(out, "A run ends before all its tasks do");
        interruptAfter(loop, UNIT.multipliedBy(4));
        UntilComplete.untilComplete(timeline, UNIT);

        heading(out, "What not to do: a task that blocks");
        Famine.two(timeline, blockingSleep);

        heading(out, "A producer and a consumer, on a loop of their own");
        try (Runner runner = new Runner(ownLoop)) { // it cancels what is left
            EventLoop own = runner.loop();
            interruptAfter(own, Duration.ofMillis(1_500));
            Ticks.ticks(new Timeline(own, out));
        }
    }

    static void sockets(PrintStream out, EventLoop loop) throws IOException {
        heading(out, "A server and its client, in one loop");
        Echo.echo(loop, out);
    }

    static void http(PrintStream out) throws IOException {
        heading(out, "An HTTP server, and the JDK's client");
        Runner.runMain(Site.show(out));
    }

    static void guests(PrintStream out) {
        heading(out, "A game's scripts, which run once a tick");
        new Game(out, Duration.ofSeconds(1)).play(7);

        heading(out, "Coroutines on the thread of an executor");
        Counter.show(out);
    }

    /** Presses Ctrl-C for you. */
    private static void interruptAfter(EventLoop loop, Duration delay) {
        loop.callLater(delay, () -> {
            throw new KeyboardInterrupt();
        });
    }

    private static void block(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts this", interrupted);
        }
    }

    private static void heading(PrintStream out, String text) {
        out.println();
        out.println("# " + text);
    }
}

package dev.reprise.examples.guest;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.sync.Event;
import dev.reprise.task.EventLoop;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A game with a loop of its own, which ticks in fixed steps. Its scripts are coroutines on an event loop that runs once a tick,
 * on the game's clock.
 */
public final class Game {

    /** How much of the game's time a tick is. */
    private static final Duration STEP = Duration.ofMillis(20);

    private final PrintStream out;

    /** How much real time the scripts get in a tick. */
    private final Duration budget;

    private final VirtualTime clock = new VirtualTime();
    private final EventLoop scripts = new EventLoop(clock);

    private final Event doorOpens = new Event();
    private int guardAt;

    public Game(PrintStream out, Duration budget) {
        this.out = out;
        this.budget = budget;
    }

    /** Walks to the door and opens it. */
    @Async
    private Coroutine<Void> guard() {
        while (guardAt < 3) {
            await(sleep(Duration.ofMillis(30)));
            guardAt++;
        }
        doorOpens.set();
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> hero() {
        await(doorOpens.waitFor());
        out.println("the hero runs through the door");
        return Coroutine.done();
    }

    public void play(int ticks) {
        scripts.createTask(guard());
        scripts.createTask(hero());
        for (int tick = 0; tick < ticks; tick++) {
            scripts.runOnce(budget);
            out.println("tick " + tick + ": the guard is at " + guardAt);
            clock.advance(STEP);
        }
        scripts.close();
    }
}

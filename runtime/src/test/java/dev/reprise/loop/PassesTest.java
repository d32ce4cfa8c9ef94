package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** How often a loop looks for what is ready while it is busy. */
class PassesTest {

    /** Finds all channels ready, each time. */
    private static final class BusyPoller implements Poller {

        private final List<IntConsumer> watched = new ArrayList<>();
        private int polls;

        @Override
        public void poll(long nanos) {
            polls++;
            watched.forEach(ready -> ready.accept(SelectionKey.OP_READ));
        }

        @Override
        public void wakeUp() {}

        @Override
        public Registration register(SelectableChannel channel, IntConsumer ready) {
            watched.add(ready);
            return new Registration() {
                @Override
                public void setInterest(int operations) {}

                @Override
                public void cancel() {
                    watched.remove(ready);
                }
            };
        }
    }

    /** Runs callbacks of channels that are all ready, and returns how many come between two looks. */
    private static int callbacksBetweenLooks(int channels) throws IOException {
        int looks = 10;
        int[] callbacks = {0};
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        BusyPoller poller = new BusyPoller();
        try (CallbackLoop loop = new CallbackLoop(System::nanoTime, poller)) {
            List<ChannelWatch> watches = new ArrayList<>();
            for (int i = 0; i < channels; i++) {
                ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
                watches.add(watch);
                watch.onReadable(() -> {
                    callbacks[0]++;
                    if (poller.polls > looks) {
                        loop.stop();
                        watches.forEach(ChannelWatch::close);
                    }
                });
            }
            loop.runForever();
        } finally {
            pipe.source().close();
            pipe.sink().close();
        }
        return callbacks[0] / looks;
    }

    @Test
    void aFewChannelsAreLookedAtAgainWhenAllHadTheirTurn() throws IOException {
        assertEquals(10, callbacksBetweenLooks(10));
    }

    @Test
    void manyChannelsHaveTheirTurnBeforeTheNextLook() throws IOException {
        assertEquals(500, callbacksBetweenLooks(500));
    }

    /** What is ready meanwhile, a timer or a wake-up, does not wait for all of them. */
    @Test
    void veryManyChannelsDoNotKeepTheLoopFromLooking() throws IOException {
        assertEquals(1_024, callbacksBetweenLooks(10_000), 1);
    }

    // --------------------------------------------------------------------------- an entry that is ready, and no other

    /** An entry that goes on until its {@code last} turn. */
    private static final class Going extends Callback {

        private final int last;
        private final IntConsumer turn;
        private int turns;

        Going(int last, IntConsumer turn) {
            super(null);
            this.last = last;
            this.turn = turn;
        }

        @Override
        protected boolean takeTurn() {
            turn.accept(++turns);
            return turns < last;
        }
    }

    @Test
    void anEntryThatIsAloneDoesNotKeepTheLoopFromLooking() {
        BusyPoller poller = new BusyPoller();
        int turns = 10 * Passes.LOOK_EVERY;
        try (CallbackLoop loop = new CallbackLoop(System::nanoTime, poller)) {
            loop.enqueue(new Going(turns, turn -> {
                if (turn == turns) {
                    loop.stop();
                }
            }));
            loop.runForever();
        }
        assertEquals(10, poller.polls, 1);
    }

    @Test
    void whatAnEntryThatIsAloneSchedulesComesBeforeItsNextTurn() {
        List<String> log = new ArrayList<>();
        try (CallbackLoop loop = new CallbackLoop()) {
            loop.enqueue(new Going(5, turn -> {
                log.add("turn " + turn);
                if (turn == 2) {
                    loop.callSoon(() -> log.add("callback"));
                }
                if (turn == 5) {
                    loop.stop();
                }
            }));
            loop.runForever();
        }
        assertEquals(List.of("turn 1", "turn 2", "callback", "turn 3", "turn 4", "turn 5"), log);
    }

    @Test
    void anEntryThatIsAloneHasItsNextTurnInTheNextRunIfItStopsTheLoop() {
        List<Integer> turns = new ArrayList<>();
        try (CallbackLoop loop = new CallbackLoop()) {
            loop.enqueue(new Going(4, turn -> {
                turns.add(turn);
                if (turn == 2 || turn == 4) {
                    loop.stop();
                }
            }));
            loop.runForever();
            assertEquals(List.of(1, 2), turns);
            loop.runForever();
            assertEquals(List.of(1, 2, 3, 4), turns);
        }
    }

    @Test
    void aSinglePassGivesAnEntryThatIsAloneOneTurn() {
        List<Integer> turns = new ArrayList<>();
        try (CallbackLoop loop = new CallbackLoop()) {
            loop.enqueue(new Going(3, turns::add));
            loop.runOnce();
            assertEquals(List.of(1), turns);
            loop.runOnce();
            assertEquals(List.of(1, 2), turns);
        }
    }
}

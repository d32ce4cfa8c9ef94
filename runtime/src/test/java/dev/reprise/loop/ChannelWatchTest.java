package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels that a loop watches, on the poller that a loop has by default. */
@Timeout(20)
class ChannelWatchTest {

    private final CallbackLoop loop = new CallbackLoop();
    private final List<String> log = new ArrayList<>();
    private final List<Pipe> pipes = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> {
            log.add(String.valueOf(context.exception()));
            loop.stop();
        });
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        for (Pipe pipe : pipes) {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    private Pipe pipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
        pipes.add(pipe);
        return pipe;
    }

    private static void write(Pipe pipe, int bytes) {
        try {
            assertEquals(bytes, pipe.sink().write(ByteBuffer.allocate(bytes)));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Returns how many bytes were read, -1 at the end. */
    private static int read(Pipe pipe, int most) {
        try {
            return pipe.source().read(ByteBuffer.allocate(most));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aReaderIsCalledWhileThereIsSomethingToReadAlsoTheEnd() throws IOException {
        Pipe pipe = pipe();
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        watch.onReadable(() -> {
            int count = read(pipe, 1);
            log.add("read " + count);
            if (count < 0) {
                watch.onReadable(null);
                loop.stop();
            }
        });
        write(pipe, 2);
        pipe.sink().close();
        loop.runForever();
        loop.runOnce();
        loop.runOnce();
        assertEquals(List.of("read 1", "read 1", "read -1"), log);
    }

    @Test
    void whoTakesWhatThereIsToReadIsAskedFirst() throws IOException {
        Pipe pipe = pipe();
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        Promise<String> taken = loop.createPromise();
        taken.addDoneCallback(done -> log.add("took " + read(pipe, 1)));
        watch.takenBy(() -> {
            log.add("asked");
            return taken.trySetResult("once");
        });
        watch.onReadable(() -> {
            log.add("read " + read(pipe, 1));
            loop.stop();
        });
        write(pipe, 2);
        loop.runForever();
        assertEquals(List.of("asked", "took 1", "asked", "read 1"), log);
    }

    @Test
    void aWriterIsCalledWhileSomethingCanBeWritten() throws IOException {
        Pipe pipe = pipe();
        ByteBuffer bytes = ByteBuffer.allocate(10_000);
        while (pipe.sink().write(bytes) > 0) {
            bytes.clear();
        }
        ChannelWatch watch = ChannelWatch.of(loop, pipe.sink());
        watch.onWritable(() -> {
            log.add("writable");
            watch.close();
            loop.stop();
        });
        loop.runOnce();
        assertEquals(List.of(), log);
        new Thread(() -> read(pipe, 1 << 20)).start();
        loop.runForever();
        assertEquals(List.of("writable"), log);
    }

    @Test
    void aConnectionIsAcceptedAndItsOtherEndConnected() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                SocketChannel client = SocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.configureBlocking(false);
            client.configureBlocking(false);
            ChannelWatch accepting = ChannelWatch.of(loop, server);
            accepting.onReadable(() -> {
                accept(server);
                stopAfter(2);
            });
            boolean atOnce = client.connect(server.getLocalAddress());
            ChannelWatch connecting = ChannelWatch.of(loop, client);
            Runnable connected = () -> {
                connecting.onConnectable(null);
                finish(client);
                stopAfter(2);
            };
            if (atOnce) {
                connected.run();
            } else {
                connecting.onConnectable(connected);
            }
            loop.runForever();
            assertEquals(List.of("accepted", "connected"), log.stream().sorted().toList());
        }
    }

    private void accept(ServerSocketChannel server) {
        try {
            server.accept().close();
            log.add("accepted");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void finish(SocketChannel client) {
        try {
            assertTrue(client.finishConnect());
            log.add("connected");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void stopAfter(int entries) {
        if (log.size() == entries) {
            loop.stop();
        }
    }

    /** Two are found ready by one look; the one that is called first acts on the other. */
    private void twoReady(CallbackOfTwo first) throws IOException {
        Pipe[] both = {pipe(), pipe()};
        ChannelWatch[] watches = {ChannelWatch.of(loop, both[0].source()), ChannelWatch.of(loop, both[1].source())};
        for (int i = 0; i < 2; i++) {
            ChannelWatch mine = watches[i];
            ChannelWatch other = watches[1 - i];
            mine.onReadable(() -> {
                log.add("found");
                first.call(mine, other);
            });
            write(both[i], 1);
        }
    }

    private interface CallbackOfTwo {
        void call(ChannelWatch mine, ChannelWatch other);
    }

    @Test
    void aClosedWatchIsNotCalledThoughItWasFoundReadyInThePass() throws IOException {
        twoReady((mine, other) -> {
            mine.close();
            other.close();
        });
        loop.runOnce();
        loop.runOnce();
        assertEquals(List.of("found"), log);
    }

    @Test
    void oneThatIsAskedForNothingIsNotCalledEither() throws IOException {
        twoReady((mine, other) -> {
            mine.onReadable(null);
            other.onReadable(null);
        });
        loop.runOnce();
        loop.runOnce();
        assertEquals(List.of("found"), log);
    }

    @Test
    void whatReplacesACallbackWaitsToBeFoundReadyItself() throws IOException {
        twoReady((mine, other) -> {
            mine.close();
            other.onReadable(null);
            other.onReadable(() -> {
                log.add("replacement");
                other.close();
            });
            loop.callSoon(() -> log.add("next pass"));
        });
        while (log.size() < 3) {
            loop.runOnce();
        }
        // A look inside of the next pass may find it before or after the callback; the first pass must not call it.
        assertEquals("found", log.get(0));
        assertEquals(
                List.of("next pass", "replacement"),
                log.subList(1, 3).stream().sorted().toList());
    }

    @Test
    void whatReplacesACallbackIsNotCalledInTheSamePass() throws IOException {
        twoReady((mine, other) -> {
            mine.close();
            other.onReadable(() -> log.add("replacement"));
        });
        loop.runOnce();
        assertEquals(List.of("found"), log);
        loop.runOnce();
        assertEquals(List.of("found", "replacement"), log);
    }

    @Test
    void itIsQueuedOnceHoweverOftenItIsFoundReady() throws IOException {
        Pipe pipe = pipe();
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        watch.onReadable(() -> log.add("readable"));
        write(pipe, 1);
        int callbacks = 10 * Passes.LOOK_EVERY;
        for (int i = 1; i < callbacks; i++) {
            loop.callSoon(() -> {});
        }
        loop.callSoon(() -> log.add("left: " + loop.scheduled()));
        loop.runOnce();
        loop.runOnce();
        assertEquals(List.of("left: 1", "readable"), log.subList(0, 2));
    }

    @Test
    void aChannelIsWatchedAnewInTheSamePass() throws IOException {
        Pipe pipe = pipe();
        ChannelWatch first = ChannelWatch.of(loop, pipe.source());
        first.onReadable(() -> {
            log.add("first");
            first.close();
            ChannelWatch second = watch(pipe);
            second.onReadable(() -> {
                log.add("second");
                first.close();
                first.onReadable(null);
                second.close();
                loop.stop();
            });
        });
        write(pipe, 1);
        loop.runForever();
        loop.runOnce();
        assertEquals(List.of("first", "second"), log);
    }

    private ChannelWatch watch(Pipe pipe) {
        try {
            return ChannelWatch.of(loop, pipe.source());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The kernel refuses to fill a pipe that nobody can read: nothing else has closed the descriptor. */
    @Test
    void theDescriptorIsReleasedSoonAfterTheLastChannelIsClosed() throws IOException {
        Pipe pipe = pipe();
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        watch.onReadable(() -> {
            watch.close();
            closeSource(pipe);
            loop.callLater(Duration.ofMillis(1), loop::stop);
        });
        write(pipe, 1);
        loop.runForever();
        assertThrows(IOException.class, () -> pipe.sink().write(ByteBuffer.allocate(1)));
    }

    private static void closeSource(Pipe pipe) {
        try {
            pipe.source().close();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aChannelThatAnotherThreadClosesIsSilent() throws IOException, InterruptedException {
        Pipe pipe = pipe();
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        watch.onReadable(() -> log.add("readable"));
        loop.callSoon(() -> new Thread(() -> {
                    closeSource(pipe);
                    loop.callSoonThreadsafe(loop::stop);
                })
                .start());
        loop.runForever();
        watch.onReadable(() -> log.add("readable"));
        watch.close();
        loop.runOnce();
        assertEquals(List.of(), log);
        assertThrows(IOException.class, () -> pipe.sink().write(ByteBuffer.allocate(1)));
    }

    @Test
    void manyChannelsAreReadyAtOnceAndEachIsCalled() throws IOException {
        int count = 200;
        for (int i = 0; i < count; i++) {
            Pipe pipe = pipe();
            int number = i;
            ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
            watch.onReadable(() -> {
                log.add(String.valueOf(number));
                watch.close();
                stopAfter(count);
            });
        }
        pipes.forEach(pipe -> write(pipe, 1));
        loop.runForever();
        assertEquals(count, log.stream().distinct().count());
        assertEquals(count, log.size());
    }

    @Test
    void aTimerIsDueThoughAChannelIsAlwaysReady() throws IOException {
        Pipe pipe = pipe();
        ChannelWatch.of(loop, pipe.source()).onReadable(() -> {});
        write(pipe, 1);
        loop.callLater(Duration.ofMillis(1), loop::stop);
        loop.runForever();
        assertEquals(List.of(), log);
    }

    @Test
    void aTimerIsDueThoughNoChannelIsReadyAndNotBeforeItsTime() throws IOException {
        ChannelWatch.of(loop, pipe().source()).onReadable(() -> log.add("readable"));
        Duration due = loop.callLater(Duration.ofNanos(1_500_000), loop::stop).when();
        loop.runForever();
        assertTrue(loop.time().compareTo(due) >= 0);
        assertEquals(List.of(), log);
    }

    @Test
    void aCallbackRunsInTheContextOfTheCodeThatSetIt() throws IOException {
        ContextVar<String> variable = new ContextVar<>("variable");
        Pipe pipe = pipe();
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        Runnable reader = () -> {
            log.add(variable.get());
            watch.onReadable(null);
        };
        write(pipe, 1);
        for (String value : List.of("one", "other")) {
            Context.copy().run(() -> {
                variable.set(value);
                watch.onReadable(() -> log.add("replaced by the next line"));
                variable.set(value + "'s");
                watch.onReadable(reader);
            });
            loop.runOnce();
        }
        assertEquals(List.of("one's", "other's"), log);
    }

    @Test
    void aCallbackThatFailsIsReportedAndTheChannelStaysWatched() throws IOException {
        Pipe pipe = pipe();
        ChannelWatch.of(loop, pipe.source()).onReadable(() -> {
            throw new IllegalStateException("boom");
        });
        write(pipe, 1);
        loop.runForever();
        loop.runForever();
        assertEquals(List.of("java.lang.IllegalStateException: boom", "java.lang.IllegalStateException: boom"), log);
    }

    @Test
    void whatCannotBeWatchedIsRefused() throws IOException {
        Pipe blocking = pipe();
        blocking.source().configureBlocking(true);
        assertEquals(
                blocking.source() + " blocks: call configureBlocking(false) before it is watched",
                Thrown.message(IllegalArgumentException.class, () -> ChannelWatch.of(loop, blocking.source())));
        Pipe pipe = pipe();
        ChannelWatch reading = ChannelWatch.of(loop, pipe.source());
        assertEquals(
                pipe.source() + " is watched already: close its ChannelWatch first",
                Thrown.message(IllegalStateException.class, () -> ChannelWatch.of(loop, pipe.source())));
        String never = " is never ready for this: its kind of channel cannot do it";
        assertEquals(
                pipe.source() + never,
                Thrown.message(IllegalArgumentException.class, () -> reading.onWritable(() -> {})));
        ChannelWatch writing = ChannelWatch.of(loop, pipe.sink());
        assertEquals(
                pipe.sink() + never,
                Thrown.message(IllegalArgumentException.class, () -> writing.onReadable(() -> {})));
        reading.close();
        assertEquals(
                "the watch of " + pipe.source() + " is closed",
                Thrown.message(IllegalStateException.class, () -> reading.onReadable(() -> {})));
        pipe.source().close();
        assertThrows(IOException.class, () -> ChannelWatch.of(loop, pipe.source()));
    }

    @Test
    void virtualTimeRefusesChannelsAndSaysWhatToDo() throws IOException {
        Pipe pipe = pipe();
        VirtualTime time = new VirtualTime();
        CallbackLoop virtual = new CallbackLoop(time, time);
        assertEquals(
                "virtual time cannot wait for " + pipe.source()
                        + ": test with two ends in memory (Streams.memoryPair), or on a loop in real time",
                Thrown.message(UnsupportedOperationException.class, () -> ChannelWatch.of(virtual, pipe.source())));
    }

    @Test
    void aClosedLoopLeavesTheChannelAlone() throws IOException {
        Pipe pipe = pipe();
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        watch.onReadable(() -> log.add("readable"));
        loop.close();
        watch.onReadable(null);
        watch.close();
        assertTrue(pipe.source().isOpen());
        assertThrows(IllegalStateException.class, () -> ChannelWatch.of(loop, pipe.source()));
        try (CallbackLoop next = new CallbackLoop()) {
            ChannelWatch again = ChannelWatch.of(next, pipe.source());
            again.onReadable(() -> log.add("of the next loop"));
            write(pipe, 1);
            next.runOnce();
        }
        assertEquals(List.of("of the next loop"), log);
    }

    @Test
    void whileTheLoopRunsOtherThreadsAreRefused() throws Exception {
        Pipe pipe = pipe();
        ChannelWatch watch = ChannelWatch.of(loop, pipe.source());
        CountDownLatch running = new CountDownLatch(1);
        loop.callSoon(running::countDown);
        Thread thread = new Thread(loop::runForever, "the loop's thread");
        thread.start();
        running.await();
        try {
            assertRefused("ChannelWatch", () -> watch.onReadable(null));
            assertRefused("ChannelWatch.close", watch::close);
            assertRefused("ChannelWatch.of", () -> ChannelWatch.of(loop, pipe.sink()));
        } finally {
            loop.callSoonThreadsafe(loop::stop);
            thread.join();
        }
        assertFalse(loop.isRunning());
    }

    private static void assertRefused(String operation, Thrown.Call call) {
        @Nullable String message = Thrown.message(IllegalStateException.class, call);
        assertEquals(
                operation + " was called on thread " + Thread.currentThread().getName()
                        + ", but the loop runs on thread the loop's thread: go through callSoonThreadsafe",
                message);
    }
}

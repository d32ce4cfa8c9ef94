package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.task.Gather;
import dev.reprise.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AsyncFileTest extends StreamRun {

    private static final StandardOpenOption[] READ_WRITE = {
        StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE
    };

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }

    @Async
    private static Coroutine<String> read(AsyncFile file, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        int count = await(file.read(buffer));
        return Coroutine.of(count < 0 ? "the end" : Bytes.text(buffer.flip()));
    }

    @Test
    void readsAndWritesAtItsPosition() throws IOException {
        Path path = file("0123456789");
        run(() -> {
            try (AsyncFile file = await(AsyncFiles.open(path, READ_WRITE))) {
                assertEquals("012", await(read(file, 3)));
                assertEquals(3, await(file.position()));
                await(file.write(Bytes.utf8("abc")));
                assertEquals("67", await(read(file, 2)));
                await(file.position(1));
                assertEquals("12abc6789", await(read(file, 100)));
                assertEquals("the end", await(read(file, 1)));
                assertEquals("", await(read(file, 0)));
                assertEquals(10, await(file.size()));
                await(file.truncate(4));
                assertEquals(4, await(file.size()));
                await(file.force(true));
                assertTrue(file.isOpen());
                assertEquals("<AsyncFile " + path + " open>", file.toString());
            }
            return Coroutine.done();
        });
        assertEquals("012a", Files.readString(path));
    }

    @Test
    void aReadFillsABufferThatIsLargerThanABlock() throws IOException {
        String content = "x".repeat(3 * FileBlocks.SIZE + 7);
        Path path = file(content);
        run(() -> {
            try (AsyncFile file = await(AsyncFiles.open(path))) {
                assertEquals(content, await(read(file, 5 * FileBlocks.SIZE)));
            }
            return Coroutine.done();
        });
    }

    @Test
    void theEndOfTheBlockClosesIt() throws IOException {
        Descriptors.assumeListed();
        Path path = file("content");
        AsyncFile left = run(() -> {
            try (AsyncFile file = await(AsyncFiles.open(path))) {
                assertEquals(1, Descriptors.of(path));
                return Coroutine.of(file);
            }
        });
        assertEquals(0, Descriptors.of(path));
        assertFalse(left.isOpen());
        left.close();
        assertThrows(ClosedChannelException.class, () -> run(() -> read(left, 1)));
    }

    @Test
    void operationsThatOverlapRunInTheirOrder() throws IOException {
        Path path = folder.resolve("file");
        run(() -> {
            try (AsyncFile file = await(AsyncFiles.open(path, READ_WRITE))) {
                List<Coroutine<Void>> writes = new ArrayList<>();
                for (int number = 0; number < 200; number++) {
                    writes.add(file.write(Bytes.utf8(number + " ")));
                }
                await(Gather.gather(writes));
            }
            return Coroutine.done();
        });
        StringBuilder expected = new StringBuilder();
        for (int number = 0; number < 200; number++) {
            expected.append(number).append(' ');
        }
        assertEquals(expected.toString(), Files.readString(path));
    }

    // --------------------------------------------------------------------------------------------------- cancellation

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    /** The one thread is busy, so that the write is certainly not done when it is cancelled. */
    @Test
    void aCancellationWaitsForAnOperationAndLeavesTheFileUsable() throws Exception {
        Path path = folder.resolve("file");
        CountDownLatch gate = new CountDownLatch(1);
        ExecutorService one = Executors.newSingleThreadExecutor();
        loop.setDefaultExecutor(one);
        AsyncFile file = run(() -> AsyncFiles.open(path, READ_WRITE));
        one.execute(() -> awaitUninterruptibly(gate));
        Task<Void> writing = loop.createTask(writingWithTrailer(file));
        runOnce();
        runOnce();
        assertTrue(writing.cancel());
        runOnce();
        runOnce();
        assertFalse(writing.done(), "the write was cut short");
        gate.countDown();
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(writing));
        assertTrue(file.isOpen());
        file.close();
        assertEquals("content trailer", Files.readString(path));
        loop.runUntilComplete(loop.shutdownDefaultExecutor());
    }

    private static void awaitUninterruptibly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Async
    private static Coroutine<Void> writingWithTrailer(AsyncFile file) throws IOException {
        try {
            await(file.write(Bytes.utf8("content")));
            await(file.force(false));
        } finally {
            await(file.write(Bytes.utf8(" trailer")));
        }
        return Coroutine.done();
    }

    @Test
    void aCancelledReadOfAFifoClosesIt() throws Exception {
        Descriptors.assumeListed();
        Path fifo = folder.resolve("fifo");
        assumeTrue(madeFifo(fifo), "mkfifo is not installed");
        run(() -> {
            Task<AsyncFile> opening = loop.createTask(AsyncFiles.open(fifo));
            try (AsyncFile writer = await(AsyncFiles.open(fifo, StandardOpenOption.WRITE))) {
                AsyncFile reader = await(opening);
                await(writer.write(Bytes.utf8("a")));
                assertEquals("a", await(read(reader, 10)));
                Task<String> reading = loop.createTask(read(reader, 10));
                await(writer.size()); // takes a turn, in which the read begins
                assertTrue(reading.cancel());
                assertTrue(await(isCancelled(reading)));
                assertFalse(reader.isOpen());
                assertEquals(1, Descriptors.of(fifo), "the writer's alone");
            }
            return Coroutine.done();
        });
        joinFileThreads();
    }

    @Async
    static Coroutine<Boolean> isCancelled(Task<?> task) {
        try {
            await(task);
        } catch (CancelledError cancelled) {
            return Coroutine.of(true);
        }
        return Coroutine.of(false);
    }

    /** Waits for the threads that were interrupted. */
    static void joinFileThreads() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("reprise-file")) {
                thread.join();
            }
        }
    }

    static boolean madeFifo(Path fifo) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", fifo.toString())
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}

package dev.reprise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpeningTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());

    private final List<String> closed = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        loop.close();
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    private void endThreads() {
        loop.runUntilComplete(loop.shutdownDefaultExecutor());
    }

    @Test
    void whatIsOpenedIsTheCaller() {
        assertEquals("file", loop.runUntilComplete(Opening.open(() -> "file", closed::add)));
        endThreads();
        assertEquals(List.of(), closed);
    }

    @Test
    void aFailureIsThrownUnchanged() {
        IOException failure = new IOException("no such thing");
        assertEquals(failure, assertThrows(IOException.class, () -> loop.runUntilComplete(failing(failure))));
    }

    @Async
    private Coroutine<String> failing(IOException failure) throws IOException {
        return Opening.open(
                () -> {
                    throw failure;
                },
                closed::add);
    }

    @Test
    void theThreadClosesWhatItOpensTooLate() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore gate = new Semaphore(0);
        Task<String> task = loop.createTask(Opening.open(
                () -> {
                    begun.countDown();
                    gate.acquireUninterruptibly();
                    return "file";
                },
                closed::add));
        runOnce();
        begun.await();
        assertTrue(task.cancel());
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(task));
        assertEquals(List.of(), closed);
        gate.release();
        endThreads();
        assertEquals(List.of("file"), closed);
    }

    @Test
    void theCoroutineClosesWhatItNoLongerWants() {
        loop.setDefaultExecutor(new OwnThread());
        Task<String> task = loop.createTask(Opening.open(() -> "file", closed::add));
        runOnce();
        runOnce(); // the result is there, but the task has not had its turn
        assertEquals(List.of(), closed);
        assertTrue(task.cancel());
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(task));
        assertEquals(List.of("file"), closed);
    }

    /** Does the work at once, so that a test knows when. */
    private static final class OwnThread extends BareExecutor {

        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }
}

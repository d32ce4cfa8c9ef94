package dev.reprise.it.diagnostics;

import static dev.reprise.it.diagnostics.Expectations.assertDiagnosed;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that block the event loop's thread: only in bodies that a loop steps, and only what surely may block. */
class BlockingCallTest {

    private static final String HEADER = """
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.loop.*;
            import dev.reprise.task.*;
            import java.io.*;
            import java.net.*;
            import java.net.http.*;
            import java.nio.channels.*;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.locks.*;
            import java.util.concurrent.locks.Lock;
            class Blocks {
            """;

    /** Each line is an expression, with the parameters that it needs before an arrow. */
    private static String source(String comment, String calls) {
        List<String> lines = calls.lines().toList();
        StringBuilder source = new StringBuilder(HEADER);
        for (int i = 0; i < lines.size(); i++) {
            int arrow = lines.get(i).indexOf("->");
            String parameters = lines.get(i).substring(0, arrow).strip();
            String expression = lines.get(i).substring(arrow + 2).strip();
            source.append("@Async Coroutine<Void> call" + i + "(" + parameters + ") throws Exception {\n")
                    .append(expression + ";" + comment + "\n")
                    .append("return done(); }\n");
        }
        return source.append("}\n").toString();
    }

    private static void assertAllBlock(String remedy, String calls) {
        assertDiagnosed(source(" // warning: [blocking-call]  => " + remedy, calls));
    }

    @Test
    void waitingForTime() {
        assertAllBlock("write await(sleep(duration))", """
                -> Thread.sleep(1)
                -> Thread.sleep(1, 1)
                -> TimeUnit.SECONDS.sleep(1)
                """);
    }

    @Test
    void waitingForWhatAnotherThreadDoes() {
        assertAllBlock("wait in await(toThread(() -> ...))", """
                Thread t -> t.join()
                Thread t -> t.join(1)
                Thread t -> TimeUnit.SECONDS.timedJoin(t, 1)
                Object o -> o.wait()
                String s -> s.wait(1)
                List<?> l -> l.wait(1, 1)
                -> LockSupport.park()
                Object o -> LockSupport.parkNanos(o, 1)
                Future<?> f -> f.get()
                FutureTask<?> f -> f.get(1, TimeUnit.SECONDS)
                ScheduledFuture<?> f -> f.get()
                CompletableFuture<?> f -> f.get()
                CompletableFuture<?> f -> f.join()
                ForkJoinTask<?> f -> f.join()
                RecursiveTask<?> f -> f.invoke()
                RecursiveAction f -> f.get()
                CountDownLatch l -> l.await()
                CountDownLatch l -> l.await(1, TimeUnit.SECONDS)
                CyclicBarrier b -> b.await()
                Phaser p -> p.arriveAndAwaitAdvance()
                Exchanger<String> e -> e.exchange("")
                Semaphore s -> s.acquire()
                Semaphore s -> s.acquireUninterruptibly(2)
                Semaphore s -> s.tryAcquire(1, TimeUnit.SECONDS)
                Semaphore s -> s.tryAcquire(2, 1, TimeUnit.SECONDS)
                Condition c -> c.await()
                Condition c -> c.awaitNanos(1)
                ExecutorService e -> e.invokeAll(List.of())
                ThreadPoolExecutor e -> e.awaitTermination(1, TimeUnit.SECONDS)
                ForkJoinPool p -> p.invoke(null)
                CompletionService<?> c -> c.take()
                Process p -> p.waitFor()
                """);
    }

    @Test
    void waitingForAQueue() {
        assertAllBlock("await a Promise", """
                BlockingQueue<String> q -> q.put("")
                BlockingQueue<String> q -> q.take()
                BlockingQueue<String> q -> q.offer("", 1, TimeUnit.SECONDS)
                ArrayBlockingQueue<String> q -> q.poll(1, TimeUnit.SECONDS)
                LinkedBlockingQueue<String> q -> q.put("")
                SynchronousQueue<String> q -> q.take()
                PriorityBlockingQueue<String> q -> q.take()
                LinkedTransferQueue<String> q -> q.transfer("")
                BlockingDeque<String> q -> q.putFirst("")
                LinkedBlockingDeque<String> q -> q.pollLast(1, TimeUnit.SECONDS)
                LinkedBlockingDeque<String> q -> q.takeFirst()
                """);
    }

    @Test
    void waitingForALock() {
        assertAllBlock("use tryLock()", """
                Lock l -> l.lock()
                ReentrantLock l -> l.lockInterruptibly()
                ReentrantReadWriteLock.ReadLock l -> l.lock()
                ReentrantReadWriteLock.WriteLock l -> l.tryLock(1, TimeUnit.SECONDS)
                StampedLock l -> l.readLock()
                StampedLock l -> l.writeLockInterruptibly()
                StampedLock l -> l.tryWriteLock(1, TimeUnit.SECONDS)
                """);
    }

    @Test
    void waitingForTheNetwork() {
        assertAllBlock("do it in await(toThread(() -> ...))", """
                -> new Socket("localhost", 80)
                InetAddress a -> new Socket(a, 80)
                Socket s, SocketAddress a -> s.connect(a)
                ServerSocket s -> s.accept()
                DatagramSocket s -> s.receive(null)
                SocketAddress a -> SocketChannel.open(a)
                Selector s -> s.select()
                Selector s -> s.select(1)
                HttpClient c, HttpRequest r -> c.send(r, HttpResponse.BodyHandlers.ofString())
                URL u -> u.openStream()
                URLConnection c -> c.connect()
                HttpURLConnection c -> c.getResponseCode()
                Console c -> c.readLine()
                """);
    }

    @Test
    void makingAStreamThatWaits() {
        assertAllBlock("use it in await(toThread(() -> ...))", """
                -> System.in.read()
                -> new Scanner(System.in)
                Socket s -> s.getInputStream()
                Process p -> p.getInputStream()
                PipedOutputStream o -> new PipedInputStream(o)
                """);
    }

    @Test
    void runningALoop() {
        assertAllBlock("await the coroutine", """
                -> Reprise.run(Coroutine.of(1))
                EventLoop l -> l.runUntilComplete(Coroutine.of(1))
                EventLoop l -> l.run()
                EventLoop l -> l.runForever()
                CallbackLoop l -> l.runForever()
                Runner r -> r.run(Coroutine.of(1))
                -> Runner.runMain(Coroutine.of(1))
                """);
    }

    @Test
    void whatDoesNotWaitOrNotAlways() {
        assertDiagnosed(source("", """
                Thread t -> t.start()
                Object o -> o.notifyAll()
                CompletableFuture<String> f -> f.getNow("")
                Future<?> f -> f.isDone()
                Semaphore s -> s.tryAcquire()
                Semaphore s -> s.release()
                Lock l -> l.tryLock()
                Lock l -> l.unlock()
                Condition c -> c.signal()
                CountDownLatch l -> l.countDown()
                BlockingQueue<String> q -> q.offer("")
                BlockingQueue<String> q -> q.poll()
                PriorityBlockingQueue<String> q -> q.put("")
                LinkedTransferQueue<String> q -> q.put("")
                ExecutorService e -> e.shutdown()
                ExecutorService e -> e.submit(() -> "")
                -> new Socket()
                SocketChannel c -> c.read((java.nio.ByteBuffer) null)
                -> SocketChannel.open()
                Selector s -> s.selectNow()
                HttpClient c, HttpRequest r -> c.sendAsync(r, HttpResponse.BodyHandlers.ofString())
                InputStream i -> i.read()
                BufferedReader r -> r.readLine()
                Path p -> Files.readString(p)
                -> System.out.println()
                -> System.inheritedChannel()
                EventLoop l -> l.createTask(Coroutine.of(1))
                EventLoop l -> l.stop()
                """));
    }

    @Test
    void onlyInBodiesThatALoopSteps() {
        assertDiagnosed(HEADER + """
                    void plain() throws Exception {
                        Thread.sleep(1);
                    }
                    @Async Coroutine<Void> async(ExecutorService pool) throws Exception {
                        pool.submit(() -> { Thread.sleep(1); return ""; });
                        Callable<Coroutine<Void>> awaits = () -> {
                            Thread.sleep(1); // warning: [blocking-call] Thread.sleep blocks the event loop's thread => write await(sleep(duration))
                            await(done());
                            return done();
                        };
                        return await(Coroutine.of(awaits)).call();
                    }
                    @Async Generator<String> lines() throws Exception {
                        Generator.emit(System.console().readLine());
                        return Generator.done();
                    }
                    @Async AsyncGenerator<String> linesOfALoop() throws Exception {
                        Generator.emit(System.console().readLine()); // warning: [blocking-call] Console.readLine blocks => toThread
                        return AsyncGenerator.done();
                    }
                    abstract static class None {
                        @Async abstract Coroutine<Void> nothing();
                    }
                }
                """);
    }
}

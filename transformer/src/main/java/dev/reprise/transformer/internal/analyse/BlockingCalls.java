package dev.reprise.transformer.internal.analyse;

import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.internal.model.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Warns of calls that block the thread of the event loop, with all its tasks.
 *
 * <p>A call is known by the class that the compiler names for it and no other class is read, so the common subtypes are in
 * the table too. Not in it, since only some of them block: {@code read} of streams and channels of unknown origin (what
 * makes a slow stream is there instead), files, {@code synchronized}, and the addresses that may need a name server.
 */
final class BlockingCalls {

    /** Why a call is in the table, and what to write instead. */
    private enum Kind {
        TIME("blocks the event loop's thread", "write await(sleep(duration))"),
        EVENT(
                "blocks the event loop's thread",
                "wait in await(toThread(() -> ...)), on another thread, or await a Promise, which another thread completes"
                        + " through callSoonThreadsafe"),
        LOCK(
                "blocks the event loop's thread",
                "leave it out if all that use the data run on this loop, where nothing runs between two awaits; else use"
                        + " tryLock()"),
        IO("blocks the event loop's thread", "do it in await(toThread(() -> ...)), on another thread"),
        STREAM(
                "leads to reads and writes that block the event loop's thread",
                "use it in await(toThread(() -> ...)), on another thread"),
        LOOP("runs a loop inside a coroutine, which fails if one is running", "await the coroutine");

        private final String fault;
        private final String remedy;

        Kind(String fault, String remedy) {
            this.fault = fault;
            this.remedy = remedy;
        }
    }

    /** A call is one of the table's if its name and descriptor begin so; a field, if its name and a colon do. */
    private record Entry(String start, Kind kind) {}

    private static final String TIMED = "(J";
    private static final String ELEMENT_TIMED = "(Ljava/lang/Object;J";
    private static final String UTIL = "java/util/concurrent/";
    private static final String LOCKS = "java/util/concurrent/locks/";

    private static final Map<String, List<Entry>> TABLE = new HashMap<>();

    static {
        put(Kind.TIME, "java/lang/Thread", "sleep(");
        put(Kind.TIME, UTIL + "TimeUnit", "sleep(");

        put(Kind.EVENT, "java/lang/Thread", "join(");
        put(Kind.EVENT, UTIL + "TimeUnit", "timedJoin(", "timedWait(");
        put(Kind.EVENT, LOCKS + "LockSupport", "park");
        for (String future : List.of(
                "Future",
                "FutureTask",
                "RunnableFuture",
                "ScheduledFuture",
                "RunnableScheduledFuture",
                "CompletableFuture")) {
            put(Kind.EVENT, UTIL + future, "get(");
        }
        put(Kind.EVENT, UTIL + "CompletableFuture", "join(");
        for (String task : List.of("ForkJoinTask", "RecursiveTask", "RecursiveAction", "CountedCompleter")) {
            put(Kind.EVENT, UTIL + task, "get(", "join(", "invoke(", "invokeAll(", "quietlyJoin", "quietlyInvoke(");
        }
        put(Kind.EVENT, UTIL + "CountDownLatch", "await(");
        put(Kind.EVENT, UTIL + "CyclicBarrier", "await(");
        put(Kind.EVENT, UTIL + "Phaser", "awaitAdvance", "arriveAndAwaitAdvance(");
        put(Kind.EVENT, UTIL + "Exchanger", "exchange(");
        put(Kind.EVENT, UTIL + "Semaphore", "acquire", "tryAcquire" + TIMED, "tryAcquire(IJ");
        put(Kind.EVENT, LOCKS + "Condition", "await");
        put(Kind.EVENT, LOCKS + "AbstractQueuedSynchronizer$ConditionObject", "await");
        for (String executor : List.of(
                "ExecutorService",
                "ScheduledExecutorService",
                "AbstractExecutorService",
                "ThreadPoolExecutor",
                "ScheduledThreadPoolExecutor",
                "ForkJoinPool")) {
            put(Kind.EVENT, UTIL + executor, "invokeAll(", "invokeAny(", "awaitTermination(", "close(");
        }
        put(Kind.EVENT, UTIL + "ForkJoinPool", "invoke(", "awaitQuiescence(");
        put(Kind.EVENT, UTIL + "CompletionService", "take(", "poll" + TIMED);
        put(Kind.EVENT, UTIL + "ExecutorCompletionService", "take(", "poll" + TIMED);
        put(Kind.EVENT, "java/lang/Process", "waitFor(");

        for (String queue : List.of("BlockingQueue", "ArrayBlockingQueue", "LinkedBlockingQueue", "SynchronousQueue")) {
            putQueue(queue);
            put(Kind.EVENT, UTIL + queue, "put(", "offer" + ELEMENT_TIMED);
        }
        for (String queue : List.of("PriorityBlockingQueue", "DelayQueue")) {
            putQueue(queue); // unbounded: these never wait to put
        }
        for (String queue : List.of("TransferQueue", "LinkedTransferQueue")) {
            putQueue(queue);
            put(Kind.EVENT, UTIL + queue, "transfer(", "tryTransfer" + ELEMENT_TIMED);
        }
        for (String queue : List.of("BlockingDeque", "LinkedBlockingDeque")) {
            putQueue(queue);
            for (String end : List.of("", "First", "Last")) {
                put(Kind.EVENT, UTIL + queue, "put" + end + "(", "offer" + end + ELEMENT_TIMED);
                put(Kind.EVENT, UTIL + queue, "take" + end + "(", "poll" + end + TIMED);
            }
        }

        for (String lock : List.of(
                "Lock", "ReentrantLock", "ReentrantReadWriteLock$ReadLock", "ReentrantReadWriteLock$WriteLock")) {
            put(Kind.LOCK, LOCKS + lock, "lock(", "lockInterruptibly(", "tryLock" + TIMED);
        }
        for (String mode : List.of("read", "write")) {
            String start = Character.toUpperCase(mode.charAt(0)) + mode.substring(1);
            put(Kind.LOCK, LOCKS + "StampedLock", mode + "Lock", "try" + start + "Lock" + TIMED);
        }

        put(Kind.IO, "java/net/Socket", "<init>(Ljava/lang/String;I", "<init>(Ljava/net/InetAddress;I", "connect(");
        put(Kind.IO, "java/net/ServerSocket", "accept(");
        put(Kind.IO, "java/net/DatagramSocket", "receive(");
        put(Kind.IO, "java/nio/channels/SocketChannel", "open(Ljava/net/SocketAddress;");
        put(Kind.IO, "java/nio/channels/Selector", "select(");
        put(Kind.IO, "java/net/http/HttpClient", "send(");
        put(Kind.IO, "java/net/URL", "openStream(", "getContent(");
        for (String connection :
                List.of("java/net/URLConnection", "java/net/HttpURLConnection", "javax/net/ssl/HttpsURLConnection")) {
            put(Kind.IO, connection, "connect(", "getInputStream(", "getOutputStream(", "getContent(");
            put(Kind.IO, connection, "getResponseCode(", "getResponseMessage(", "getErrorStream(");
        }
        put(Kind.IO, "java/io/Console", "readLine(", "readPassword(");

        put(Kind.STREAM, "java/lang/System", "in:");
        put(Kind.STREAM, "java/net/Socket", "getInputStream(", "getOutputStream(");
        put(Kind.STREAM, "javax/net/ssl/SSLSocket", "getInputStream(", "getOutputStream(");
        put(Kind.STREAM, "java/lang/Process", "getInputStream(", "getErrorStream(", "getOutputStream(");
        put(Kind.STREAM, "java/lang/Process", "inputReader(", "errorReader(", "outputWriter(");
        put(Kind.STREAM, "java/io/PipedInputStream", "<init>(");
        put(Kind.STREAM, "java/io/PipedReader", "<init>(");

        put(Kind.LOOP, "dev/reprise/Reprise", "run(");
        put(Kind.LOOP, "dev/reprise/task/Runner", "run(", "runMain(");
        put(Kind.LOOP, "dev/reprise/task/EventLoop", "run(", "runUntilComplete(", "runForever(", "runOnce(");
        put(Kind.LOOP, "dev/reprise/loop/CallbackLoop", "runForever(", "runOnce(");
    }

    private BlockingCalls() {}

    private static void put(Kind kind, String owner, String... starts) {
        for (String start : starts) {
            TABLE.computeIfAbsent(owner, o -> new ArrayList<>()).add(new Entry(start, kind));
        }
    }

    private static void putQueue(String name) {
        put(Kind.EVENT, UTIL + name, "take(", "poll" + TIMED);
    }

    /** Checks the body of a method that is to be rewritten. */
    static void check(MethodNode method, Problems problems) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call) {
                report(kindOf(call), call.owner, call.name, call, method, problems);
            } else if (instruction.getOpcode() == Opcodes.GETSTATIC && instruction instanceof FieldInsnNode field) {
                report(find(field.owner, field.name + ":"), field.owner, field.name, field, method, problems);
            }
        }
    }

    private static void report(
            @Nullable Kind kind, String owner, String name, AbstractInsnNode at, MethodNode method, Problems problems) {
        if (kind != null) {
            String type = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
            String what = name.equals("<init>") ? "new " + type : type + "." + name;
            problems.report(DiagnosticCode.BLOCKING_CALL, method, at, what + " " + kind.fault, kind.remedy);
        }
    }

    private static @Nullable Kind kindOf(MethodInsnNode call) {
        boolean waits = call.name.equals("wait")
                && call.getOpcode() != Opcodes.INVOKESTATIC
                && (call.desc.equals("()V") || call.desc.equals("(J)V") || call.desc.equals("(JI)V"));
        return waits ? Kind.EVENT : find(call.owner, call.name + call.desc);
    }

    private static @Nullable Kind find(String owner, String member) {
        for (Entry entry : TABLE.getOrDefault(owner, List.of())) {
            if (member.startsWith(entry.start)) {
                return entry.kind;
            }
        }
        return null;
    }
}

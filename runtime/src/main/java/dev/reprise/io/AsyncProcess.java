package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.sync.Event;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Gather;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started: {@code asyncio.subprocess.Process}. {@link Processes} starts it.
 *
 * <p>Its pipes are streams: while nobody reads, the process cannot write more than the reader's limit allows, and {@link
 * StreamWriter#drain} waits for the process to read. The JDK can only block on a pipe, so each one that is in use has a daemon
 * thread, until it is closed at both ends. Another process may have inherited one, as what a shell leaves in the background:
 * what that writes arrives also after the end of this one.
 *
 * <p>It belongs to the loop's thread.
 */
public final class AsyncProcess implements AutoCloseable {

    private final EventLoop loop;
    private final Process process;

    private final @Nullable StreamWriter stdin;
    private final @Nullable Outlet stdout;
    private final @Nullable Outlet stderr;

    private final Event exited = new Event();
    private int exitCode;

    /** Whether {@link #communicate} has been given its input. */
    private boolean fed;

    private AsyncProcess(EventLoop loop, StartedProcess started, ProcessOptions options) {
        this.loop = loop;
        process = started.process();
        stdin = options.pipesStdin() ? openStdin() : null;
        stdout = openOutlet("stdout", started.stdout(), options.limit());
        stderr = openOutlet("stderr", started.stderr(), options.limit());
    }

    /** Takes a process over that was just started. */
    static AsyncProcess of(EventLoop loop, StartedProcess started, ProcessOptions options) {
        AsyncProcess taken = new AsyncProcess(loop, started, options);
        taken.awaitExit();
        return taken;
    }

    /** Output or errors. */
    private static final class Outlet {

        private final StreamReader reader;
        private final Pipe pipe;

        /** What {@link #communicate} has read, up to the end. */
        private @Nullable ByteBuffer content;

        Outlet(StreamReader reader, Pipe pipe) {
            this.reader = reader;
            this.pipe = pipe;
        }
    }

    private StreamWriter openStdin() {
        StreamProtocol protocol = new StreamProtocol(loop, 1, null);
        String name = StartedProcess.name("stdin", process);
        Pipe pipe = new WritePipe(loop, name, process.getOutputStream(), protocol);
        pipe.begin();
        return new StreamWriter(pipe, protocol, null);
    }

    private @Nullable Outlet openOutlet(String stream, @Nullable BlockReader blocks, int limit) {
        if (blocks == null) {
            return null;
        }
        StreamReader reader = new StreamReader(loop, limit);
        PipeReading protocol = new PipeReading(reader, this::closeStdinIfEnded);
        Pipe pipe = new ReadPipe(loop, StartedProcess.name(stream, process), blocks, protocol);
        pipe.begin();
        return new Outlet(reader, pipe);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody asks for the outcome of telling
    private void awaitExit() {
        loop.beginOutsideWork();
        process.onExit().thenAccept(ended -> {
            int code = ended.exitValue();
            loop.offerThreadsafe(() -> exit(code));
        });
    }

    private void exit(int code) {
        loop.endOutsideWork();
        exitCode = code;
        exited.set();
        closeStdinIfEnded();
    }

    /** Nobody is known who reads from it any more. */
    private void closeStdinIfEnded() {
        if (stdin != null && exited.isSet() && hasEnded(stdout) && hasEnded(stderr)) {
            stdin.close();
        }
    }

    private static boolean hasEnded(@Nullable Outlet outlet) {
        return outlet == null || outlet.pipe.isLost();
    }

    // --------------------------------------------------------------------------------------------------------- streams

    /**
     * Returns what the process reads from.
     *
     * @throws IllegalStateException if it is no pipe
     */
    public StreamWriter stdin() {
        return requirePipe(stdin, "stdin");
    }

    /**
     * Returns what the process writes.
     *
     * @throws IllegalStateException if it is no pipe
     */
    public StreamReader stdout() {
        return requirePipe(stdout, "stdout").reader;
    }

    /**
     * Returns what the process writes to its standard error.
     *
     * @throws IllegalStateException if it is no pipe
     */
    public StreamReader stderr() {
        return requirePipe(stderr, "stderr").reader;
    }

    private <T> T requirePipe(@Nullable T stream, String name) {
        if (stream == null) {
            throw new IllegalStateException(
                    name + " of " + this + " is no pipe: start it with ProcessOptions." + name + "(Redirect.PIPE)");
        }
        return stream;
    }

    /**
     * What a process has written, and how it ended.
     *
     * @param stdout what it wrote; empty where that was no pipe
     * @param stderr what it wrote to its standard error; empty where that was no pipe
     * @param exitCode see {@link AsyncProcess#waitFor}
     */
    public record Output(ByteBuffer stdout, ByteBuffer stderr, int exitCode) {

        /** Returns what it wrote, read as UTF-8. */
        public String text() {
            return Bytes.text(stdout);
        }

        /** Returns what it wrote to its standard error, read as UTF-8. */
        public String errorText() {
            return Bytes.text(stderr);
        }
    }

    /** The same as {@link #communicate(ByteBuffer)} without input. */
    public Coroutine<Output> communicate() throws IOException {
        return communicate(null);
    }

    /**
     * Writes {@code input} and closes stdin, reads all output and errors, and waits for the end, all at once: {@code
     * communicate}. A process that does not read its input to the end is no error.
     *
     * <p>If it is cancelled, by a timeout for example, nothing is lost: another call, without input, goes on, and gives what the
     * first one would have given.
     *
     * @param input null for none
     * @throws IllegalStateException if there is input and stdin is no pipe, or it was given before
     * @throws IOException if a pipe breaks from which the process is read
     */
    @Async
    public Coroutine<Output> communicate(@Nullable ByteBuffer input) throws IOException {
        if (input != null) {
            feed(input);
        }
        List<Coroutine<Void>> parts = new ArrayList<>();
        if (stdin != null) {
            parts.add(finish(stdin));
        }
        if (stdout != null) {
            parts.add(collect(stdout));
        }
        if (stderr != null) {
            parts.add(collect(stderr));
        }
        await(Gather.gather(parts));
        int code = await(waitFor());
        return Coroutine.of(new Output(contentOf(stdout), contentOf(stderr), code));
    }

    private void feed(ByteBuffer input) {
        if (fed) {
            throw new IllegalStateException("communicate was given input before, which " + this
                    + " gets to its end: call it again without input");
        }
        StreamWriter writer = stdin();
        fed = true;
        writer.write(input);
    }

    @Async
    private static Coroutine<Void> finish(StreamWriter stdin) {
        try {
            await(stdin.drain());
        } catch (IOException notRead) {
            // The process does not want more.
        }
        stdin.close();
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> collect(Outlet outlet) throws IOException {
        if (outlet.content == null) {
            outlet.content = await(outlet.reader.read());
        }
        return Coroutine.done();
    }

    private static ByteBuffer contentOf(@Nullable Outlet outlet) {
        return outlet == null
                ? Bytes.empty()
                : Objects.requireNonNull(outlet.content).duplicate();
    }

    // ------------------------------------------------------------------------------------------------------- the end

    /**
     * Waits for the end of the process, and evaluates to its exit code: {@code wait}. That of a process which a signal ended is
     * 128 plus the number of the signal, as in shells, 143 after {@link #terminate}; asyncio makes it negative. A cancelled wait
     * leaves the process alone.
     *
     * <p>It does not wait for the pipes. A process whose output nobody reads may never end.
     */
    @Async
    public Coroutine<Integer> waitFor() {
        await(exited.waitFor());
        return Coroutine.of(exitCode);
    }

    /** Returns what {@link #waitFor} evaluates to; empty while it is running: {@code returncode}. */
    public OptionalInt exitCode() {
        return exited.isSet() ? OptionalInt.of(exitCode) : OptionalInt.empty();
    }

    /** Returns the number by which the system knows the process: {@code pid}. */
    public long pid() {
        return process.pid();
    }

    /** Returns the JDK's handle of the process, for its descendants, or to see how much time it took. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Asks the process to end, by SIGTERM; on Windows it is killed. One that has ended is left alone: {@code terminate}. */
    public void terminate() {
        handle().destroy(); // Process.destroy() would close the pipes, and with them what is still to be read
    }

    /** Ends the process at once, by SIGKILL. One that has ended is left alone: {@code kill}. */
    public void kill() {
        handle().destroyForcibly();
    }

    /**
     * Sends a signal: {@code send_signal}. The JVM can send no others than those of {@link #terminate} and {@link #kill}; for
     * the others this runs the {@code kill} of the system's shell, and waits for it. A process that has ended is left alone.
     *
     * @param name such as {@code "HUP"}
     * @throws IOException from the await, if the system refuses it
     * @throws UnsupportedOperationException from the await, on Windows, which has no signals
     */
    @Async
    public Coroutine<Void> sendSignal(String name) throws IOException {
        if (ProcessOptions.isWindows()) {
            throw new UnsupportedOperationException("Windows has no signals: call terminate or kill");
        }
        if (!process.isAlive()) {
            return Coroutine.done();
        }
        List<String> command = List.of("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid()));
        ProcessOptions options = ProcessOptions.defaults()
                .stdin(Redirect.DISCARD)
                .stdout(Redirect.DISCARD)
                .stderr(Redirect.PIPE);
        try (AsyncProcess kill = await(Processes.exec(command, options))) {
            Output output = await(kill.communicate());
            if (output.exitCode() != 0 && process.isAlive()) {
                throw new IOException("signal " + name + " could not be sent to " + this + ": " + output.errorText());
            }
        }
        return Coroutine.done();
    }

    /**
     * Closes the pipes, and kills the process if it is running, without waiting for its end: what {@code close} of asyncio's
     * transport does. May be called twice.
     */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill(); // first: it may end otherwise when a pipe is closed
        }
        if (stdin != null) {
            stdin.transport().abort();
        }
        if (stdout != null) {
            stdout.pipe.abort();
        }
        if (stderr != null) {
            stderr.pipe.abort();
        }
    }

    @Override
    public String toString() {
        if (!exited.isSet()) {
            return "<AsyncProcess " + pid() + " running>";
        }
        return "<AsyncProcess " + pid() + " ended with " + exitCode + ">";
    }
}

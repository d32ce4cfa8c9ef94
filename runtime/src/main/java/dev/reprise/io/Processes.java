package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.util.List;

/**
 * Starts programs: {@code asyncio.create_subprocess_exec} and {@code create_subprocess_shell}.
 *
 * <pre>{@code
 * try (AsyncProcess process = await(Processes.exec(List.of("sort", "-u"), ProcessOptions.piped()))) {
 *     AsyncProcess.Output sorted = await(process.communicate(Bytes.utf8(words)));
 * }
 * }</pre>
 *
 * <p>A process is started on another thread, as that may take a while. If the wait for it is cancelled, the process is killed.
 */
public final class Processes {

    private Processes() {}

    /** Starts a program with {@link ProcessOptions#defaults}. */
    public static Coroutine<AsyncProcess> exec(String... command) throws IOException {
        return exec(List.of(command), ProcessOptions.defaults());
    }

    /**
     * Starts a program: the first of {@code command} is its name or path, the others are its arguments, as they are.
     *
     * @throws IOException from the await, if there is no such program, or it cannot be started
     * @throws IllegalArgumentException if a redirection has the wrong direction
     */
    @Async
    public static Coroutine<AsyncProcess> exec(List<String> command, ProcessOptions options) throws IOException {
        List<String> fixed = List.copyOf(command);
        StartedProcess started =
                await(Opening.open(() -> StartedProcess.start(fixed, options), StartedProcess::discard));
        return Coroutine.of(AsyncProcess.of(EventLoop.current(), started, options));
    }

    /** The same as {@link #shell(String, ProcessOptions)} with {@link ProcessOptions#defaults}. */
    public static Coroutine<AsyncProcess> shell(String command) throws IOException {
        return shell(command, ProcessOptions.defaults());
    }

    /**
     * Starts the system's shell with a command: {@code /bin/sh -c}, or {@code cmd.exe /c} on Windows. What the command is made
     * of must be trusted, or quoted for that shell.
     *
     * @throws IOException as {@link #exec(List, ProcessOptions)}
     */
    public static Coroutine<AsyncProcess> shell(String command, ProcessOptions options) throws IOException {
        return exec(
                ProcessOptions.isWindows() ? List.of("cmd.exe", "/c", command) : List.of("/bin/sh", "-c", command),
                options);
    }
}

package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.scope.CancelScope;
import dev.reprise.task.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * {@link Files}, without blocking the loop: each method works on a thread of the loop's default executor, as {@code
 * asyncio.to_thread} would do it. There are the methods for what takes time; {@link Threads#toThread} does for all others.
 *
 * <p>The awaits throw what {@link Files} throws, unchanged, such as {@link java.nio.file.NoSuchFileException}. Text is UTF-8
 * where no charset is given, and an error if it is malformed.
 *
 * <p>What has begun is not cut short: a cancellation is held back until it has ended, see {@link AsyncFile}. A {@link #read}
 * and {@link #lines} go by parts, between which they can be cancelled, and close the file then. (A thread that the system holds
 * while it opens a FIFO, until somebody opens its other end, cannot be interrupted: the wait for it ends, and it closes what it
 * opened when it comes back.)
 */
public final class AsyncFiles {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

    private static final OpenOption[] REPLACE = {
        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };

    private static final OpenOption[] APPEND = {StandardOpenOption.CREATE, StandardOpenOption.APPEND};

    private AsyncFiles() {}

    // ----------------------------------------------------------------------------------------------------------- open

    /** Opens a file, for reading if there are no options; see {@link java.nio.channels.FileChannel#open} for these. */
    @Async
    public static Coroutine<AsyncFile> open(Path path, OpenOption... options) throws IOException {
        Set<OpenOption> all = options.length == 0 ? READ : Set.of(options);
        return Opening.open(() -> AsyncFile.openBlocking(path, all), AsyncFiles::closeUnused);
    }

    private static void closeUnused(AsyncFile file) {
        try {
            file.close();
        } catch (IOException nobodyAsked) {
            // Nothing was written to it.
        }
    }

    // ----------------------------------------------------------------------------------------------------------- read

    /** Evaluates to the content of a file. */
    @Async
    public static Coroutine<ByteBuffer> read(Path path) throws IOException {
        try (AsyncFile file = await(open(path))) {
            return Coroutine.of(await(file.readRest()));
        }
    }

    /** Evaluates to the content of a file in UTF-8. */
    public static Coroutine<String> readString(Path path) throws IOException {
        return readString(path, StandardCharsets.UTF_8);
    }

    /**
     * Evaluates to the content of a text file.
     *
     * @throws java.nio.charset.CharacterCodingException in the await, if it is no such text
     */
    @Async
    public static Coroutine<String> readString(Path path, Charset charset) throws IOException {
        ByteBuffer content = await(read(path));
        return Threads.toThread(() -> charset.newDecoder().decode(content).toString());
    }

    /** Returns the lines of a file in UTF-8. */
    public static AsyncGenerator<String> lines(Path path) throws IOException {
        return lines(path, StandardCharsets.UTF_8);
    }

    /**
     * Returns the lines of a text file, without what ends them, {@code \n}, {@code \r} or {@code \r\n}: {@code async for line
     * in file}. The file is opened by the first {@link AsyncGenerator#hasNext}, read in blocks, and closed at its end or with
     * the generator. Where the compiler is to know of the exception, write {@code
     * await(lines.hasNext().mayThrow(IOException.class))}.
     *
     * @throws IOException in the awaits of the generator; a {@link java.nio.charset.CharacterCodingException} where it is no
     *     such text, after the lines before that
     */
    @Async
    public static AsyncGenerator<String> lines(Path path, Charset charset) throws IOException {
        LineDecoder lines = new LineDecoder(charset);
        try (AsyncFile file = await(open(path))) {
            ByteBuffer block = ByteBuffer.allocate(FileBlocks.SIZE);
            while (await(file.read(block)) >= 0) {
                lines.feed(block.flip());
                block.compact();
                for (String line = lines.next(); line != null; line = lines.next()) {
                    AsyncGenerator.emit(line);
                }
            }
            lines.end(block.flip());
            for (String line = lines.next(); line != null; line = lines.next()) {
                AsyncGenerator.emit(line);
            }
        }
        return AsyncGenerator.done();
    }

    // ---------------------------------------------------------------------------------------------------------- write

    /**
     * Writes what remains in {@code data} to a file, which is made if there is none, and replaced if there is one. With
     * options, it is opened by these.
     */
    @Async
    public static Coroutine<Void> write(Path path, ByteBuffer data, OpenOption... options) throws IOException {
        try (AsyncFile file = await(open(path, options.length == 0 ? REPLACE : options))) {
            await(file.write(data));
        }
        return Coroutine.done();
    }

    /** The same for an array. */
    public static Coroutine<Void> write(Path path, byte[] data, OpenOption... options) throws IOException {
        return write(path, ByteBuffer.wrap(data), options);
    }

    /** The same for text, in UTF-8. */
    public static Coroutine<Void> write(Path path, String text, OpenOption... options) throws IOException {
        return write(path, StandardCharsets.UTF_8.encode(text), options);
    }

    /** Writes what remains in {@code data} to the end of a file, which is made if there is none. */
    public static Coroutine<Void> append(Path path, ByteBuffer data) throws IOException {
        return write(path, data, APPEND);
    }

    /** The same for an array. */
    public static Coroutine<Void> append(Path path, byte[] data) throws IOException {
        return write(path, data, APPEND);
    }

    /** The same for text, in UTF-8. */
    public static Coroutine<Void> append(Path path, String text) throws IOException {
        return write(path, text, APPEND);
    }

    // ---------------------------------------------------------------------------------------- files in their folders

    /** Copies a file; see {@link Files#copy(Path, Path, CopyOption...)}. */
    @Async
    public static Coroutine<Void> copy(Path source, Path target, CopyOption... options) throws IOException {
        await(CancelScope.shielded(() -> Threads.toThread(() -> Files.copy(source, target, options))));
        return Coroutine.done();
    }

    /** Moves or renames a file; see {@link Files#move}. */
    @Async
    public static Coroutine<Void> move(Path source, Path target, CopyOption... options) throws IOException {
        await(CancelScope.shielded(() -> Threads.toThread(() -> Files.move(source, target, options))));
        return Coroutine.done();
    }

    /** Deletes a file or an empty folder; see {@link Files#delete}. */
    @Async
    public static Coroutine<Void> delete(Path path) throws IOException {
        await(CancelScope.shielded(() -> Threads.toThread(() -> {
            Files.delete(path);
            return path;
        })));
        return Coroutine.done();
    }

    /** Deletes a file or an empty folder if it is there, and evaluates to whether it was; see {@link Files#deleteIfExists}. */
    @Async
    public static Coroutine<Boolean> deleteIfExists(Path path) throws IOException {
        return CancelScope.shielded(() -> Threads.toThread(() -> Files.deleteIfExists(path)));
    }

    /** Evaluates to whether there is a file or folder; see {@link Files#exists}. */
    @Async
    public static Coroutine<Boolean> exists(Path path) {
        return Threads.toThread(() -> Files.exists(path));
    }

    /** Evaluates to the size of a file in bytes; see {@link Files#size}. */
    @Async
    public static Coroutine<Long> size(Path path) throws IOException {
        return Threads.toThread(() -> Files.size(path));
    }
}

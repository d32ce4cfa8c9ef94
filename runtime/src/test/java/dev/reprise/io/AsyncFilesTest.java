package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AsyncFilesTest extends StreamRun {

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    // ------------------------------------------------------------------------------------------------ read and write

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path path = folder.resolve("file");
        for (int size : List.of(0, 1, FileBlocks.SIZE - 1, FileBlocks.SIZE, FileBlocks.SIZE + 1, 1_000_000)) {
            byte[] content = bytes(size);
            ByteBuffer read = run(() -> {
                await(AsyncFiles.write(path, content));
                return AsyncFiles.read(path);
            });
            assertArrayEquals(content, Bytes.array(read));
            assertArrayEquals(content, Files.readAllBytes(path));
        }
    }

    @Test
    void aBufferIsWrittenFromItsPositionToItsLimit() throws IOException {
        Path path = folder.resolve("file");
        ByteBuffer data = ByteBuffer.wrap("-hello-".getBytes(StandardCharsets.UTF_8), 1, 5);
        run(() -> AsyncFiles.write(path, data));
        assertEquals("hello", Files.readString(path));
        assertFalse(data.hasRemaining());
    }

    @Test
    void writeReplacesAndAppendAdds() throws IOException {
        Path path = file("a much longer content");
        String content = run(() -> {
            await(AsyncFiles.write(path, "grün"));
            await(AsyncFiles.append(path, " und "));
            await(AsyncFiles.append(path, "blau".getBytes(StandardCharsets.UTF_8)));
            await(AsyncFiles.append(path, ByteBuffer.wrap(new byte[] {'!'})));
            return AsyncFiles.readString(path);
        });
        assertEquals("grün und blau!", content);
        assertEquals("grün und blau!", Files.readString(path));
    }

    @Test
    void optionsReplaceTheDefaults() throws IOException {
        Path path = file("old");
        assertThrows(
                FileAlreadyExistsException.class,
                () -> run(
                        () -> AsyncFiles.write(path, "new", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        assertEquals("old", Files.readString(path));
    }

    @Test
    void textIsReadInItsCharsetAndRefusedInAnother() throws IOException {
        Path path = folder.resolve("file");
        Files.writeString(path, "grün", StandardCharsets.ISO_8859_1);
        assertEquals("grün", run(() -> AsyncFiles.readString(path, StandardCharsets.ISO_8859_1)));
        assertThrows(CharacterCodingException.class, () -> run(() -> AsyncFiles.readString(path)));
    }

    @Test
    void aFileWhoseSizeIsUnknownIsReadToItsEnd() throws IOException {
        Path path = Path.of("/proc/self/status");
        assumeTrue(Files.exists(path), "there is no " + path);
        assertEquals(0, Files.size(path));
        String content = run(() -> AsyncFiles.readString(path));
        assertTrue(content.contains("\nThreads:"), content);
    }

    @Test
    void theExceptionsAreThoseOfFiles() throws IOException {
        Path missing = folder.resolve("missing");
        List<Coroutine<?>> all = List.of(
                AsyncFiles.read(missing),
                AsyncFiles.readString(missing),
                AsyncFiles.open(missing),
                AsyncFiles.lines(missing).toList(),
                AsyncFiles.copy(missing, folder.resolve("copy")),
                AsyncFiles.move(missing, folder.resolve("moved")),
                AsyncFiles.delete(missing),
                AsyncFiles.size(missing));
        for (Coroutine<?> operation : all) {
            NoSuchFileException thrown =
                    assertThrows(NoSuchFileException.class, () -> loop.runUntilComplete(operation));
            assertEquals(missing.toString(), thrown.getFile());
        }
    }

    @Test
    void filesAreCopiedMovedAndDeleted() throws IOException {
        Path source = file("content");
        Path copy = folder.resolve("copy");
        Path moved = folder.resolve("moved");
        run(() -> {
            await(AsyncFiles.copy(source, copy));
            await(AsyncFiles.copy(source, copy, StandardCopyOption.REPLACE_EXISTING));
            await(AsyncFiles.move(copy, moved));
            assertEquals(7, await(AsyncFiles.size(moved)));
            assertFalse(await(AsyncFiles.exists(copy)));
            assertTrue(await(AsyncFiles.exists(moved)));
            await(AsyncFiles.delete(source));
            assertTrue(await(AsyncFiles.deleteIfExists(moved)));
            assertFalse(await(AsyncFiles.deleteIfExists(moved)));
            return Coroutine.done();
        });
        assertFalse(Files.exists(source));
        assertFalse(Files.exists(moved));
    }

    // --------------------------------------------------------------------------------------------------------- lines

    @Test
    void linesComeOneByOne() throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            expected.add("line " + number + " grün");
            text.append(expected.get(number)).append(number % 2 == 0 ? "\n" : "\r\n");
        }
        Path path = file(text + "without an end");
        expected.add("without an end");
        assertEquals(expected, run(() -> AsyncFiles.lines(path).toList()));
    }

    @Test
    void linesThatAreLeftEarlyCloseTheFile() throws IOException {
        Descriptors.assumeListed();
        Path path = file("a\n".repeat(100_000));
        run(() -> {
            AsyncGenerator<String> lines = AsyncFiles.lines(path);
            assertEquals(0, Descriptors.of(path));
            assertTrue(await(lines.hasNext()));
            assertEquals("a", lines.next());
            assertEquals(1, Descriptors.of(path));
            await(lines.close());
            assertEquals(0, Descriptors.of(path));
            return Coroutine.done();
        });
    }

    // --------------------------------------------------------------------------------------------------- cancellation

    /** A thread that reads from a FIFO does not come back by itself. */
    @Test
    void aCancelledReadLeavesNeitherThreadNorDescriptor() throws Exception {
        Descriptors.assumeListed();
        Path fifo = folder.resolve("fifo");
        assumeTrue(AsyncFileTest.madeFifo(fifo), "mkfifo is not installed");
        run(() -> {
            Task<ByteBuffer> reading = EventLoop.current().createTask(AsyncFiles.read(fifo));
            try (AsyncFile writer = await(AsyncFiles.open(fifo, StandardOpenOption.WRITE))) {
                await(writer.write(ByteBuffer.wrap(new byte[] {1})));
                assertTrue(reading.cancel());
                assertTrue(await(AsyncFileTest.isCancelled(reading)));
                await(loop.shutdownDefaultExecutor()); // the file may have been opened too late
                assertEquals(1, Descriptors.of(fifo), "the writer's alone");
            }
            return Coroutine.done();
        });
        AsyncFileTest.joinFileThreads();
    }
}

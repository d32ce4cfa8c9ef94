package dev.reprise.io;

import static dev.reprise.io.Bytes.text;
import static dev.reprise.io.Bytes.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A text arrives in random pieces, and is read by random reads, some of which are cancelled: it must come out whole. */
class RandomReaderTest extends StreamRun {

    private static final int RUNS = 400;
    private static final List<String> SEPARATORS = List.of("\n", "b", "aa", "ab", "\nb", "aba");

    @Test
    void whatGoesInComesOut() throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            new Run(seed).check();
        }
    }

    private final class Run {

        private final int seed;
        private final Random random;
        private final String text;
        private final StreamReader reader = new StreamReader(loop, 1_000);

        /** How much of the text was fed, and how much was read. */
        private int fed;

        private int read;

        private boolean ended;

        Run(int seed) {
            this.seed = seed;
            random = new Random(seed);
            StringBuilder letters = new StringBuilder();
            int length = random.nextInt(80);
            for (int i = 0; i < length; i++) {
                letters.append("ab\n".charAt(random.nextInt(3)));
            }
            text = letters.toString();
        }

        void check() throws Exception {
            while (!reader.atEof()) {
                oneRead();
            }
            assertEquals(text.length(), read, "seed " + seed);
        }

        private void oneRead() throws Exception {
            switch (random.nextInt(6)) {
                case 0 -> readSome(1 + random.nextInt(9));
                case 1 -> readExactly(random.nextInt(9));
                case 2 -> expect(reader.readLine(), endOf(List.of("\n")));
                case 3 -> readUntil();
                case 4 -> readInto(random.nextInt(9));
                default -> {
                    if (random.nextInt(10) == 0) {
                        expect(reader.read(), text.length());
                    }
                }
            }
        }

        private void readSome(int max) throws IOException {
            Task<ByteBuffer> task = run(reader.read(max));
            if (!task.cancelled()) {
                String got = text(task.result());
                assertTrue(got.length() <= max, "seed " + seed);
                assertEquals(got.isEmpty(), reader.atEof() && read == text.length(), "seed " + seed);
                take(got);
            }
        }

        private void readInto(int room) throws IOException {
            ByteBuffer into = ByteBuffer.allocate(2 + room).position(2);
            Task<Integer> task = run(reader.read(into));
            if (task.cancelled()) {
                assertEquals(2, into.position(), "seed " + seed);
                return;
            }
            String got = text(into.flip().position(2));
            boolean over = reader.atEof() && read == text.length();
            assertEquals(got.isEmpty() && room > 0 ? -1 : got.length(), task.result(), "seed " + seed);
            assertEquals(got.isEmpty(), room == 0 || over, "seed " + seed);
            take(got);
        }

        private void readExactly(int count) throws IOException {
            expect(reader.readExactly(count), read + count);
        }

        private void readUntil() throws IOException {
            List<String> separators = new ArrayList<>();
            do {
                separators.add(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
            } while (random.nextBoolean());
            int end = endOf(separators);
            boolean there = separators.stream().anyMatch(text.substring(read, end)::endsWith);
            expect(
                    reader.readUntil(separators.stream().map(Bytes::utf8).toArray(ByteBuffer[]::new)),
                    there ? end : text.length() + 1);
        }

        /** Returns where the first of the separators ends, or else the end of the text. */
        private int endOf(List<String> separators) {
            for (int end = read + 1; end <= text.length(); end++) {
                if (separators.stream().anyMatch(text.substring(read, end)::endsWith)) {
                    return end;
                }
            }
            return text.length();
        }

        /** Expects all up to {@code end}; if that is beyond the text, an error with the rest. */
        private void expect(Coroutine<ByteBuffer> coroutine, int end) {
            Task<ByteBuffer> task = run(coroutine);
            if (task.cancelled()) {
                return;
            }
            if (end <= text.length()) {
                String got = text(task.result());
                assertEquals(end - read, got.length(), "seed " + seed);
                take(got);
            } else {
                take(text(((IncompleteReadException) task.exception().orElseThrow()).partial()));
                assertEquals(text.length(), read, "seed " + seed);
            }
        }

        private void take(String got) {
            assertEquals(text.substring(read, read + got.length()), got, "seed " + seed);
            read += got.length();
        }

        /** Runs a read to its end, which may be a cancellation, and lets bytes arrive meanwhile. */
        private <T> Task<T> run(Coroutine<T> coroutine) {
            Task<T> task = loop.createTask(coroutine);
            for (int moves = 0; !task.done(); moves++) {
                assertTrue(moves < 10_000, () -> "seed " + seed + ": nothing wakes " + task);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        if (random.nextInt(4) == 0) {
                            task.cancel();
                        }
                    }
                    case 1, 2, 3 -> feed();
                    default -> runUntilIdle();
                }
            }
            return task;
        }

        private void feed() {
            if (ended) {
                return;
            }
            int count = Math.min(random.nextInt(7), text.length() - fed);
            reader.feedData(utf8(text.substring(fed, fed + count)));
            fed += count;
            if (fed == text.length()) {
                ended = true;
                reader.feedEof();
            }
        }
    }
}

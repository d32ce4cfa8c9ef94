package dev.reprise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineDecoderTest {

    private final List<String> lines = new ArrayList<>();

    private void take(LineDecoder decoder) throws CharacterCodingException {
        for (String line = decoder.next(); line != null; line = decoder.next()) {
            lines.add(line);
        }
    }

    private List<String> decode(byte[] bytes, Charset charset, int blockSize) throws CharacterCodingException {
        lines.clear();
        LineDecoder decoder = new LineDecoder(charset);
        ByteBuffer block = ByteBuffer.allocate(blockSize + 8);
        for (int from = 0; from < bytes.length; from += blockSize) {
            block.put(bytes, from, Math.min(blockSize, bytes.length - from));
            decoder.feed(block.flip());
            block.compact();
            take(decoder);
        }
        decoder.end(block.flip());
        take(decoder);
        return lines;
    }

    private static List<String> expected(String text) {
        return new BufferedReader(new StringReader(text)).lines().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a\n",
                "\n",
                "\r",
                "\r\n",
                "a\r\nb",
                "a\rb\r",
                "\n\n\r\r\n\r",
                "grün\u2028x\nzwei \ud83d\ude00\r\n"
            })
    void linesAreThoseOfABufferedReaderHoweverTheBlocksFall(String text) throws CharacterCodingException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            for (int blockSize = 1; blockSize <= 8; blockSize++) {
                assertEquals(
                        expected(text),
                        decode(text.getBytes(charset), charset, blockSize),
                        "in blocks of " + blockSize);
            }
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomTextsToo(int seed) throws CharacterCodingException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40_000);
        while (text.length() < length) {
            text.append("a\u00fc\u20ac".repeat(random.nextInt(20)))
                    .append(List.of("\n", "\r", "\r\n", "").get(random.nextInt(4)));
        }
        assertEquals(
                expected(text.toString()),
                decode(
                        text.toString().getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8,
                        1 + random.nextInt(20_000)));
    }

    @Test
    void theLinesBeforeWhatIsMalformedComeFirst() {
        byte[] bytes = {'a', '\n', 'b', '\n', 'c', (byte) 0xff, '\n'};
        assertThrows(CharacterCodingException.class, () -> decode(bytes, StandardCharsets.UTF_8, 3));
        assertEquals(List.of("a", "b"), lines);
    }

    @Test
    void aCharacterThatIsCutOffByTheEndIsMalformed() {
        byte[] bytes = {'a', '\n', (byte) 0xc3};
        assertThrows(CharacterCodingException.class, () -> decode(bytes, StandardCharsets.UTF_8, 8));
        assertEquals(List.of("a"), lines);
    }
}

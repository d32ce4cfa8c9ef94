package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryPairTest extends StreamRun {

    @Test
    void whatOneEndWritesTheOtherReads() throws IOException {
        run(() -> {
            try (MemoryPair pair = Streams.memoryPair()) {
                pair.left().writer().write("one\ntwo");
                assertEquals("one\n", Bytes.text(await(pair.right().reader().readLine())));
                pair.left().writer().close();
                assertEquals("two", Bytes.text(await(pair.right().reader().read())));
                assertTrue(pair.right().reader().atEof());
                assertFalse(pair.right().writer().isClosing(), "half open");
            }
            return Coroutine.done();
        });
    }
}

package dev.reprise.it.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each step sequence on our coroutines has the outcomes that Python's had, without exception.
 *
 * <p>Two things are not in the sequences, since a Java coroutine has no counterpart of what they are about:
 *
 * <ul>
 *   <li>Python's coroutine is never suspended in itself, only in something that it awaits. To await one that was started
 *       by hand is therefore an error there. Ours is suspended in itself at {@code suspend}; it is then awaited as a
 *       generator is in Python that was made awaitable. The body {@code yielder} is one, in both.
 *   <li>What {@code __await__} of a Python coroutine returns is an object beside it, which does not know whether the
 *       coroutine is awaited already, and which {@code cr_await} shows. Our {@code awaiter} returns the coroutine itself.
 * </ul>
 */
class ProtocolTest {

    private static final Map<String, String> SEQUENCES = Table.read("sequences.txt");
    private static final Map<String, String> EXPECTED = Table.read("expected.txt");

    static Stream<String> names() {
        return SEQUENCES.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void hasPythonsOutcomes(String name) throws Boom {
        assertEquals(EXPECTED.get(name), new Trace(Bodies::make).run(SEQUENCES.getOrDefault(name, "")));
    }

    @Test
    void coversAtLeast60Sequences() {
        assertTrue(SEQUENCES.size() >= 60, () -> "only " + SEQUENCES.size());
    }
}

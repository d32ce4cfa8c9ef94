package dev.reprise.it.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each step sequence on our asynchronous generators has the outcomes that Python's had.
 *
 * <p>Five things are not in the sequences, since ours differ:
 *
 * <ul>
 *   <li>A request that was not started and is raised in, or closed, does so to the generator in Python. Here it is a
 *       coroutine like others: it fails, or is closed, alone.
 *   <li>Python's request is no coroutine: one that was started by hand can still be awaited. Here it is one, and suspended in
 *       what it awaits, so that is refused.
 *   <li>Python's {@code athrow} of a generator that has ended returns None, as if that were an element. Here it says that
 *       there is none.
 *   <li>Where a generator has ignored its close, Python's next {@code aclose} and {@code athrow} end with {@code
 *       StopAsyncIteration}. Here they try again.
 *   <li>Python's {@code anext} takes the element, so that each call goes one further. Here {@code hasNext} stays before an
 *       element that nobody has taken; see {@link AsyncGeneratorTest}.
 * </ul>
 */
class AsyncGeneratorProtocolTest {

    private static final Map<String, String> SEQUENCES = Table.read("async-generators.txt");
    private static final Map<String, String> EXPECTED = Table.read("expected-async-generators.txt");

    static Stream<String> names() {
        return SEQUENCES.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void hasPythonsOutcomes(String name) throws Boom {
        assertEquals(EXPECTED.get(name), new Trace(AsyncGeneratorBodies::make).run(SEQUENCES.getOrDefault(name, "")));
    }

    @Test
    void coversAtLeast80Sequences() {
        assertTrue(SEQUENCES.size() >= 80, () -> "only " + SEQUENCES.size());
    }
}

package dev.reprise.it.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step sequence on our coroutines has the outcomes that Python's had. There is no exception to it. */
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

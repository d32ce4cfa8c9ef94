package dev.reprise.it.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step sequence on our generators has the outcomes that Python's had. */
class GeneratorProtocolTest {

    private static final Map<String, String> SEQUENCES = Table.read("generators.txt");
    private static final Map<String, String> EXPECTED = Table.read("expected-generators.txt");

    static Stream<String> names() {
        return SEQUENCES.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void hasPythonsOutcomes(String name) throws Boom {
        assertEquals(EXPECTED.get(name), new Trace(GeneratorBodies::make).run(SEQUENCES.getOrDefault(name, "")));
    }

    @Test
    void coversAtLeast15Sequences() {
        assertTrue(SEQUENCES.size() >= 15, () -> "only " + SEQUENCES.size());
    }
}

package dev.reprise.examples.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CounterTest {

    private final Output output = new Output();

    @Test
    void jobsAndCoroutinesShareAnExecutorsThread() {
        Counter.show(output.stream());
        assertEquals(List.of("counted to 1110"), output.lines());
    }
}

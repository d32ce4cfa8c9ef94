package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NanosTest {

    @Test
    void whatDoesNotFitIsTheLongest() {
        assertEquals(Long.MAX_VALUE, Nanos.of(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(Long.MIN_VALUE, Nanos.of(Duration.ofSeconds(Long.MIN_VALUE)));
        assertEquals(1_000, Nanos.of(Duration.ofNanos(1_000)));
    }

    @Test
    void aSumDoesNotOverflow() {
        assertEquals(Long.MAX_VALUE, Nanos.add(Long.MAX_VALUE, 1));
        assertEquals(Long.MIN_VALUE, Nanos.add(Long.MIN_VALUE, -1));
        assertEquals(3, Nanos.add(1, 2));
    }
}

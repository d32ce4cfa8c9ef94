package dev.reprise.examples.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GameTest {

    private final Output output = new Output();

    @Test
    void scriptsRunOnceATickOnTheGamesClock() {
        new Game(output.stream(), Duration.ofHours(1)).play(7);
        assertEquals(
                List.of(
                        "tick 0: the guard is at 0",
                        "tick 1: the guard is at 0",
                        "tick 2: the guard is at 1",
                        "tick 3: the guard is at 1",
                        "tick 4: the guard is at 2",
                        "tick 5: the guard is at 2",
                        "the hero runs through the door",
                        "tick 6: the guard is at 3"),
                output.lines());
    }
}

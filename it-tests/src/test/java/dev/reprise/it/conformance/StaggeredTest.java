package dev.reprise.it.conformance;

import static dev.reprise.scope.StaggeredRace.staggeredRace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.scope.StaggeredRace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_staggered.py}. */
class StaggeredTest {

    @Nested
    class StaggeredTests {

        @Async
        private Coroutine<String> result(int index) {
            return Coroutine.of("Res: " + index);
        }

        @Async
        private Coroutine<String> failure(int index) throws IOException {
            throw new IOException("Err: " + index);
        }

        @Test
        void testOneSuccessful() {
            StaggeredRace.Result<String> race =
                    VirtualLoop.run(() -> staggeredRace(List.of(() -> result(0), () -> result(1)), null));
            assertEquals("Res: 0", race.value());
            assertEquals(OptionalInt.of(0), race.winner());
            assertEquals(List.of(Optional.empty()), race.failures());
        }

        @Test
        void testFirstErrorSecondSuccessful() {
            StaggeredRace.Result<String> race =
                    VirtualLoop.run(() -> staggeredRace(List.of(() -> failure(0), () -> result(1)), null));
            assertEquals("Res: 1", race.value());
            assertEquals(OptionalInt.of(1), race.winner());
            assertEquals(2, race.failures().size());
            assertInstanceOf(IOException.class, race.failures().get(0).orElseThrow());
            assertEquals(Optional.empty(), race.failures().get(1));
        }

        @Test
        void testNoneSuccessful() {
            StaggeredRace.Result<String> race =
                    VirtualLoop.run(() -> staggeredRace(List.of(() -> failure(0), () -> failure(1)), null));
            assertNull(race.value());
            assertEquals(OptionalInt.empty(), race.winner());
            assertEquals(
                    List.of("Err: 0", "Err: 1"),
                    race.failures().stream()
                            .map(error -> error.orElseThrow().getMessage())
                            .toList());
        }
    }
}

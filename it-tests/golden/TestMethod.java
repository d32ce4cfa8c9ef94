import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A test that awaits: JUnit calls its twin, which returns nothing. */
class TestMethod {

    @Async
    @Test
    @DisplayName("a test that awaits")
    Coroutine<Void> test(Awaitable<Long> number, long expected) throws Exception {
        assert await(number) == expected;
        return Coroutine.done();
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/** Recursion. */
class Fibonacci {
    @Async
    static Coroutine<Long> body(int n) {
        return Coroutine.of(n < 2 ? n : await(body(n - 1)) + await(body(n - 2)));
    }
}

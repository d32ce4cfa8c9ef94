import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** A long and a double lie on the stack while the await is suspended. */
class WideOperands {
    @Async
    static Coroutine<Double> body(Awaitable<Double> a, long n, double d) {
        return Coroutine.of(n + (d * await(a)));
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** The smallest: one await, nothing is kept. */
class OneAwait {
    @Async
    static Coroutine<String> body(Awaitable<String> a) {
        return Coroutine.of(await(a));
    }
}

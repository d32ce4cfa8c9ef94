import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** A returned coroutine is awaited in place of the return, in one branch here. */
class TailAwait {
    @Async
    static Coroutine<String> body(Awaitable<?> a, Coroutine<String> other, boolean now) {
        await(a);
        return now ? Coroutine.of("now") : other;
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** A void-like body with several ends. */
class Done {
    @Async
    static Coroutine<Void> body(Awaitable<Boolean> a) {
        if (await(a)) {
            return Coroutine.done();
        }
        await(a);
        return Coroutine.done();
    }
}

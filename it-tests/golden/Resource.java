import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** try-with-resources around an await. */
class Resource {
    @Async
    static Coroutine<Integer> body(Awaitable<Integer> a, AutoCloseable c) throws Exception {
        try (c) {
            await(a);
        }
        return Coroutine.of(1);
    }
}

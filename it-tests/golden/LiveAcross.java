import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** Values that are read after the await are saved and restored; others are not. */
class LiveAcross {
    @Async
    static Coroutine<String> body(Awaitable<?> a, String kept, String dropped, int n) {
        long wide = dropped.length() * 2L;
        await(a);
        return Coroutine.of(kept + n + wide);
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** An await inside try: the ranges are split around the way out and back in. */
class TryCatchFinally {
    @Async
    static Coroutine<Integer> body(Awaitable<Integer> a, Runnable cleanup) {
        int n = 1;
        try {
            n += await(a);
        } catch (IllegalStateException e) {
            n = 2;
        } finally {
            cleanup.run();
        }
        return Coroutine.of(n);
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** Awaits in catch and in finally: the caught and the pending exception are kept. */
class AwaitInHandlers {
    @Async
    static Coroutine<Void> body(Awaitable<?> a, Runnable work) {
        try {
            work.run();
        } catch (IllegalStateException e) {
            await(a);
            throw e;
        } finally {
            await(a);
        }
        return Coroutine.done();
    }
}

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Awaitable;

/** An asynchronous generator: an await leaves the step with true, an emit with false. */
class Ticks {
    @Async
    static AsyncGenerator<Integer> body(int n, Awaitable<Void> tick) {
        for (int i = 0; i < n; i++) {
            await(tick);
            emit(i);
        }
        return AsyncGenerator.done();
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** An instance method: {@code this} is kept as the frame's owner and never restored. */
class InstanceMethod {
    private int sum;

    @Async
    Coroutine<Integer> body(Awaitable<Integer> a) {
        sum += await(a);
        return Coroutine.of(sum);
    }
}

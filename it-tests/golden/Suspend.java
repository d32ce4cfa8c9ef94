import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/** suspend: no child, what is sent comes back. */
class Suspend {
    @Async
    static Coroutine<Object> body(Object yielded) {
        Object sent = suspend(yielded);
        return Coroutine.of(suspend(sent));
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** An uninitialised object below a branch of which only one way awaits. */
class ConditionalNew {
    @Async
    static Coroutine<StringBuilder> body(Awaitable<String> a, boolean waits) {
        return Coroutine.of(new StringBuilder(waits ? await(a) : "now"));
    }
}

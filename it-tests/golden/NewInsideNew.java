import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** Uninitialised objects below an await: their creation moves to their constructor calls. */
class NewInsideNew {
    @Async
    static Coroutine<StringBuilder> body(Awaitable<String> a) {
        return Coroutine.of(new StringBuilder(new String(await(a))));
    }
}

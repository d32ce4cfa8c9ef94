import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** Arguments below an await, of each kind, in an instance method. */
class ManyArguments {
    @Async
    Coroutine<String> body(Awaitable<String> a, int i, long l, double d, float f, String s) {
        return Coroutine.of(join(i, l, d, f, s, await(a), await(a)));
    }

    native String join(int i, long l, double d, float f, String s, String t, String u);
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** A switch on an awaited string, with an await in a case. */
class StringSwitch {
    @Async
    static Coroutine<Integer> body(Awaitable<String> a) {
        switch (await(a)) {
            case "one":
                return Coroutine.of(1);
            case "two":
                return Coroutine.of(await(a).length());
            default:
                return Coroutine.of(0);
        }
    }
}

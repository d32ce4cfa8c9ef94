import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.it.targets.other.Factory;

/** A value whose class this one cannot name has a field of its exact type, since a cast to it would fail. */
class InaccessibleClass {
    @Async
    static Coroutine<String> body(Awaitable<?> a) {
        var hidden = Factory.hidden("h");
        await(a);
        return Coroutine.of(Factory.nameOf(hidden));
    }
}

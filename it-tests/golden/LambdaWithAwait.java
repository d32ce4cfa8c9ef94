import static dev.reprise.Coroutine.await;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import java.util.function.Supplier;

/** A lambda that awaits is a coroutine of its own; it captures a variable. */
class LambdaWithAwait {
    static Supplier<Coroutine<String>> greeting(Awaitable<String> name, String greeting) {
        return () -> Coroutine.of(greeting + await(name));
    }
}

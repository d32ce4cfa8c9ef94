import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** A default method of an interface: its trampoline must be public. */
interface InterfaceMethod {
    Awaitable<String> name();

    @Async
    default Coroutine<String> body() {
        return Coroutine.of("hello " + await(name()));
    }
}

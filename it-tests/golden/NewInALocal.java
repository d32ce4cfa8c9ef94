import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/**
 * A switch expression with a try: javac keeps the uninitialised object in locals meanwhile. It stands on few lines since
 * the compilers number the instructions at its end in different ways.
 */
class NewInALocal {
    @Async
    static Coroutine<StringBuilder> body(Awaitable<String> a, int n) {
        return Coroutine.of(new StringBuilder(
                switch (n) { case 1 -> {
                    try {
                        yield await(a);
                    } catch (IllegalStateException e) {
                        yield e.getMessage();
                    }
                } default -> "other"; }));
    }
}

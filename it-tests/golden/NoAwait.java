import dev.reprise.Async;
import dev.reprise.Coroutine;

/** Completes without an await: no dispatch, no suspension. */
class NoAwait {
    @Async
    static Coroutine<Integer> body(int n) {
        return Coroutine.of(n + 1);
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** An await whose operand needs another one. */
class NestedAwaits {
    @Async
    static Coroutine<Integer> body(Awaitable<Awaitable<Integer>> a, int[] cells) {
        return Coroutine.of(cells[await(await(a))] += 2);
    }
}

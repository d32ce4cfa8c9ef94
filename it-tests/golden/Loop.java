import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** An await in a loop with break and continue. */
class Loop {
    @Async
    static Coroutine<Integer> body(Awaitable<Integer> a, int most) {
        int sum = 0;
        for (int i = 0; i < most; i++) {
            int n = await(a);
            if (n < 0) {
                continue;
            }
            if (n == 0) {
                break;
            }
            sum += n;
        }
        return Coroutine.of(sum);
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** A slot that is dead at the first await and live at the second one, with another type: fields take turns. */
class DeadThenLive {
    @Async
    static Coroutine<Object> body(Awaitable<Integer> a) {
        {
            String first = "f";
            await(a);
            first.length();
        }
        Object second = await(a);
        Integer third = await(a);
        return Coroutine.of(second.equals(third) ? second : third);
    }
}

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;

/** boolean, byte, short, char and float kept across an await: all but the last are ints to the verifier. */
class SmallTypes {
    @Async
    static Coroutine<String> body(Awaitable<?> a, boolean z, byte b, short s, char c, float f) {
        b++;
        await(a);
        return Coroutine.of("" + z + b + s + c + f);
    }
}

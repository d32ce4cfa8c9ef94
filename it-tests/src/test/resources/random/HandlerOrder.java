package random.programs;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

final class HandlerOrder {
    @Async
    static Coroutine<Integer> run(Probe p) throws Exception {
        try {
            await(p.pause());
            throw new IllegalStateException("");
        } catch (IllegalStateException e5) {
            p.log('c');
        } catch (RuntimeException e6) {
            await(p.pause());
        } finally {
            p.log(await(p.value(1)));
        }
        return Coroutine.of(0);
    }
}

package dev.reprise.examples.guide;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.moveOnAfter;
import static dev.reprise.Reprise.shielded;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.timeout;
import static dev.reprise.Reprise.waitFor;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.scope.CancelScope;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Time limits and cancellation. */
public final class Bounds {

    private Bounds() {}

    @Async
    static Coroutine<String> answer(int seconds) {
        await(sleep(Duration.ofSeconds(seconds)));
        return Coroutine.of("answer");
    }

    @Async
    static Coroutine<String> aTimeLimit(int seconds) {
        try {
            return Coroutine.of(await(timeout(Duration.ofSeconds(5), () -> {
                String first = await(answer(seconds));
                String second = await(answer(seconds));
                return Coroutine.of(first + ", " + second);
            })));
        } catch (TimedOutException late) {
            return Coroutine.of("too late");
        }
    }

    @Async
    static Coroutine<String> forOneAwaitable(int seconds) {
        return waitFor(answer(seconds), Duration.ofSeconds(5));
    }

    @Async
    static Coroutine<String> aLimitThatMoves(List<String> parts) {
        return timeout(Duration.ofSeconds(5), limit -> {
            StringBuilder text = new StringBuilder();
            for (String part : parts) {
                text.append(await(answer(3))).append(part);
                limit.reschedule(EventLoop.current().time().plusSeconds(5)); // five for each
            }
            return Coroutine.of(text.toString());
        });
    }

    @Async
    static Coroutine<String> orGoOnWithout(int seconds) {
        Optional<String> answer = await(moveOnAfter(Duration.ofSeconds(5), () -> answer(seconds)));
        return Coroutine.of(answer.orElse("nothing"));
    }

    @Async
    static Coroutine<Boolean> stoppedByAButton(CancelScope scope) {
        await(scope.run(() -> sleep(Duration.ofHours(1)))); // somebody calls scope.cancel()
        return Coroutine.of(scope.cancelledCaught());
    }

    @Async
    static Coroutine<Void> cleansUp(List<String> log) {
        try {
            await(sleep(Duration.ofHours(1)));
        } finally {
            await(shielded(
                    () -> { // no cancellation reaches this block
                        await(sleep(Duration.ofSeconds(1)));
                        log.add("cleaned up");
                        return Coroutine.done();
                    }));
        }
        return Coroutine.done();
    }
}

package dev.reprise.scope;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Trying one way after another, without waiting for the slow ones to fail: {@code asyncio.staggered.staggered_race}. */
public final class StaggeredRace {

    private StaggeredRace() {}

    /**
     * How a race ended.
     *
     * @param value what the winner returned; null if none won
     * @param winner the index of the winner, if any won
     * @param failures for each that was started, in order, what it failed with: a {@code CancelledError} where it was
     *     overtaken, nothing where it won
     * @param <T> the type of the value
     */
    public record Result<T extends @Nullable Object>(
            @Nullable T value, OptionalInt winner, List<Optional<Throwable>> failures) {}

    /**
     * Starts the first block; each further one when the one before has failed or {@code delay} has passed since that was
     * started, whichever is first; and when one returns, cancels the others. It ends when all that were started have ended,
     * without an error also if none has won.
     *
     * @param delay how long to wait before the next is started; null to start it only when the one before has failed
     */
    public static <T extends @Nullable Object> Coroutine<Result<T>> staggeredRace(
            List<? extends AsyncCallable<? extends T, ?>> blocks, @Nullable Duration delay) {
        return raced(List.copyOf(blocks), delay);
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<Result<T>> raced(
            List<AsyncCallable<? extends T, ?>> blocks, @Nullable Duration delay) {
        Race<T> race = new Race<>(EventLoop.current(), delay);
        await(TaskGroup.taskGroup(group -> race.start(group, blocks)));
        return Coroutine.of(race.result());
    }

    /** One race under way. */
    private static final class Race<T extends @Nullable Object> {

        private final EventLoop loop;
        private final @Nullable Duration delay;
        private final List<Optional<Throwable>> failures = new ArrayList<>();
        private @Nullable T value;
        private OptionalInt winner = OptionalInt.empty();

        Race(EventLoop loop, @Nullable Duration delay) {
            this.loop = loop;
            this.delay = delay;
        }

        Result<T> result() {
            return new Result<>(value, winner, Collections.unmodifiableList(failures));
        }

        @Async
        Coroutine<Void> start(TaskGroup group, List<AsyncCallable<? extends T, ?>> blocks) {
            for (int i = 0; i < blocks.size() && winner.isEmpty(); i++) {
                Promise<@Nullable Void> failed = loop.createPromise();
                failures.add(Optional.empty());
                group.createTask(run(group, i, blocks.get(i), failed));
                try {
                    await(WaitFor.waitFor(failed, delay));
                } catch (TimedOutException slow) {
                    // the next one starts beside it
                }
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> run(
                TaskGroup group, int index, AsyncCallable<? extends T, ?> block, Promise<@Nullable Void> failed) {
            T returned;
            try {
                returned = await(block.call());
            } catch (Throwable failure) {
                if (CallbackLoop.isFatal(failure)) {
                    throw Sneaky.raise(failure);
                }
                failures.set(index, Optional.of(failure));
                failed.trySetResult(null);
                return Coroutine.done();
            }
            if (winner.isEmpty()) {
                winner = OptionalInt.of(index);
                value = returned;
                group.cancel();
            }
            return Coroutine.done();
        }
    }
}

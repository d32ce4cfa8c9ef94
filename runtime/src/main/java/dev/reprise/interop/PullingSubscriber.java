package dev.reprise.interop;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.JdkErrors;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber whose elements are pulled. What the publisher signals, on whatever thread, goes through the loop's queue
 * (rule 2.2: a subscriber does no work of its own on the publisher's thread). All state belongs to the loop's thread, so
 * that the subscription is called by one thread at a time (2.7).
 */
final class PullingSubscriber<T> implements Flow.Subscriber<T> {

    private final EventLoop loop;
    private final int ahead;

    private final Deque<T> arrived = new ArrayDeque<>();

    /** Null until the publisher has given one, and once cancelled or ended. */
    private Flow.@Nullable Subscription subscription;

    /** Whether the publisher has sent its last signal, or need not any more. */
    private boolean ended;

    private boolean subscribed;

    private @Nullable Throwable failure;

    /** What the consumer waits for, if it does. */
    private @Nullable Promise<Void> signal;

    PullingSubscriber(EventLoop loop, int ahead) {
        this.loop = loop;
        this.ahead = ahead;
    }

    // ------------------------------------------------------------------------------------------ the publisher's side

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "subscription"); // 2.13
        if (!loop.offerThreadsafe(() -> begin(given))) {
            given.cancel();
        }
    }

    private void begin(Flow.Subscription given) {
        if (subscribed || ended) { // 2.5: a second one; or closed before the first one came
            given.cancel();
            return;
        }
        subscribed = true;
        subscription = given;
        given.request(ahead); // 2.1
    }

    @Override
    public void onNext(T element) {
        Objects.requireNonNull(element, "element"); // 2.13
        loop.offerThreadsafe(() -> {
            if (!ended) { // 2.8: some may come after the cancellation
                arrived.add(element);
                wake();
            }
        });
    }

    @Override
    public void onError(Throwable error) {
        Objects.requireNonNull(error, "error"); // 2.13
        end(error);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    /** 2.4: with the last signal, the subscription is over. */
    private void end(@Nullable Throwable error) {
        loop.offerThreadsafe(() -> {
            if (!ended) {
                ended = true;
                subscription = null;
                failure = error;
                wake();
            }
        });
    }

    private void wake() {
        Promise<Void> waiting = signal;
        signal = null;
        if (waiting != null) {
            waiting.trySetResult(null);
        }
    }

    // ------------------------------------------------------------------------------------------- the consumer's side

    @Async
    Coroutine<Boolean> hasNext() {
        while (arrived.isEmpty() && !ended) {
            Promise<Void> waiting = loop.createPromise();
            signal = waiting;
            await(waiting);
        }
        if (arrived.isEmpty() && failure != null) {
            throw Sneaky.raise(JdkErrors.fromJdk(failure));
        }
        return Coroutine.of(!arrived.isEmpty());
    }

    /** Takes the element that {@link #hasNext} found. */
    T take() {
        return arrived.remove();
    }

    /** Requests one in place of one that was taken. */
    void requestOneMore() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    /** Does nothing if the publisher has ended. */
    void cancel() {
        ended = true;
        arrived.clear();
        Flow.Subscription current = subscription;
        subscription = null;
        if (current != null) {
            current.cancel(); // 2.6
        }
    }
}

package dev.reprise.interop;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.task.EventLoop;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * Asynchronous generators and the JDK's reactive streams, both ways, with back-pressure. The rules are those of the
 * <a href="https://github.com/reactive-streams/reactive-streams-jvm/blob/v1.0.4/README.md">Reactive Streams
 * specification</a>, 1.0.4, which {@link Flow} took over; comments name them by number.
 *
 * <p>Errors cross unchanged, but for those of cancellation and timeouts; see {@link dev.reprise.loop.JdkErrors}.
 */
public final class Publishers {

    private Publishers() {}

    /** The same as {@link #toAsyncGenerator(Flow.Publisher, int)}, with one element ahead: strict back-pressure. */
    public static <T> AsyncGenerator<T> toAsyncGenerator(Flow.Publisher<? extends T> publisher) {
        return toAsyncGenerator(publisher, 1);
    }

    /**
     * Returns a generator of the elements that {@code publisher} has for one subscriber. The first {@link
     * AsyncGenerator#hasNext} subscribes, closing the generator cancels the subscription.
     *
     * <p>It requests as its consumer goes: at no time are there more than {@code ahead} elements that were requested and not
     * taken. If the publisher works on another thread, more than one keep both busy.
     *
     * @throws IllegalArgumentException if {@code ahead} is not positive
     */
    public static <T> AsyncGenerator<T> toAsyncGenerator(Flow.Publisher<? extends T> publisher, int ahead) {
        Objects.requireNonNull(publisher, "publisher");
        if (ahead <= 0) {
            throw new IllegalArgumentException("a generator must request at least 1 element ahead, not " + ahead);
        }
        return pulling(publisher, ahead);
    }

    @Async
    private static <T> AsyncGenerator<T> pulling(Flow.Publisher<? extends T> publisher, int ahead) {
        PullingSubscriber<T> subscriber = new PullingSubscriber<>(EventLoop.current(), ahead);
        publisher.subscribe(subscriber);
        try {
            while (await(subscriber.hasNext())) {
                AsyncGenerator.emit(subscriber.take());
                subscriber.requestOneMore(); // the consumer is back for the next one
            }
        } finally {
            subscriber.cancel();
        }
        return AsyncGenerator.done();
    }

    /**
     * Returns a publisher of what asynchronous generators emit: {@code generators} is asked for a new one for each
     * subscriber, on the thread of {@code loop}, which steps it in a task and calls the subscriber. It may be subscribed to
     * on any thread.
     *
     * <p>A generator runs only as far as elements are requested. Cancelling the subscription cancels what it waits for, and
     * closes it. An element that is null ends it with a {@link NullPointerException}, which the rules demand.
     */
    public static <T> Flow.Publisher<T> toPublisher(
            EventLoop loop, Supplier<? extends AsyncGenerator<? extends T>> generators) {
        Objects.requireNonNull(loop, "loop");
        Objects.requireNonNull(generators, "generators");
        return subscriber -> GeneratorSubscription.begin(loop, generators, subscriber);
    }
}

package dev.reprise.interop;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.JdkErrors;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A generator that serves one subscriber, in a task. All signals come from the loop's thread, one after the other (rule
 * 1.3). What the subscriber calls, on any thread, goes through the loop's queue, and so returns at once (3.4, 3.5) and
 * never recurses into {@code onNext} (3.3).
 */
final class GeneratorSubscription<T> implements Flow.Subscription {

    private final EventLoop loop;
    private final Supplier<? extends AsyncGenerator<? extends T>> generators;

    /** Null once no signal may come any more: after the last one (1.7), or after a cancellation (1.8, 3.13). */
    private volatile Flow.@Nullable Subscriber<? super T> subscriber;

    // The rest belongs to the loop's thread.

    private @Nullable Task<Void> task;

    /** How many elements were requested and not sent. */
    private long demand;

    /** Set by a request that is none (3.9). */
    private @Nullable IllegalArgumentException badRequest;

    /** What the task waits for while there is no demand. */
    private @Nullable Promise<Void> demanded;

    private GeneratorSubscription(
            EventLoop loop,
            Supplier<? extends AsyncGenerator<? extends T>> generators,
            Flow.Subscriber<? super T> subscriber) {
        this.loop = loop;
        this.generators = generators;
        this.subscriber = subscriber;
    }

    static <T> void begin(
            EventLoop loop,
            Supplier<? extends AsyncGenerator<? extends T>> generators,
            Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber"); // 1.9
        GeneratorSubscription<T> subscription = new GeneratorSubscription<>(loop, generators, subscriber);
        if (!loop.offerThreadsafe(subscription::begin)) {
            subscription.refuse(subscriber);
        }
    }

    /** 1.4 and 1.9: also a subscriber that cannot be served is told by signals. */
    private void refuse(Flow.Subscriber<? super T> refused) {
        subscriber = null;
        refused.onSubscribe(this);
        refused.onError(new IllegalStateException("the loop of the publisher is closed"));
    }

    private void begin() {
        Flow.Subscriber<? super T> served = Objects.requireNonNull(subscriber);
        if (signal(() -> served.onSubscribe(this))) {
            task = loop.createTask(serve());
        }
    }

    // ------------------------------------------------------------------------------------------ the subscriber's side

    @Override
    public void request(long count) {
        loop.offerThreadsafe(() -> {
            if (count <= 0) {
                badRequest = new IllegalArgumentException(
                        "rule 3.9: request(" + count + ") asks for nothing; the number must be positive");
            } else {
                demand = count > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + count; // 3.8, 3.17
            }
            wake();
        });
    }

    @Override
    public void cancel() {
        subscriber = null; // 3.12: at once, also for a signal that would be next
        loop.offerThreadsafe(() -> {
            if (task != null) {
                task.cancel();
            }
        });
    }

    private void wake() {
        Promise<Void> waiting = demanded;
        demanded = null;
        if (waiting != null) {
            waiting.trySetResult(null);
        }
    }

    // ------------------------------------------------------------------------------------------------------- the task

    @Async
    private Coroutine<Void> serve() {
        try {
            await(emitAll());
            last(Flow.Subscriber::onComplete); // 1.5
        } catch (Throwable failure) {
            if (CallbackLoop.isFatal(failure) || (failure instanceof CancelledError && subscriber == null)) {
                throw failure;
            }
            fail(failure);
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> emitAll() {
        AsyncGenerator<? extends T> generator = generators.get();
        try {
            while (await(isRequested()) && await(generator.hasNext())) {
                T element = Objects.requireNonNull(generator.next(), "the generator emitted null"); // 2.13
                demand--; // 1.1
                Flow.Subscriber<? super T> served = subscriber;
                if (served == null || !signal(() -> served.onNext(element))) {
                    break;
                }
            }
        } finally {
            await(generator.close());
        }
        return Coroutine.done();
    }

    /** Waits for demand; false if nobody wants any. */
    @Async
    private Coroutine<Boolean> isRequested() {
        while (demand == 0 && badRequest == null && subscriber != null) {
            Promise<Void> waiting = loop.createPromise();
            demanded = waiting;
            await(waiting);
        }
        if (badRequest != null) {
            throw badRequest;
        }
        return Coroutine.of(subscriber != null);
    }

    private void fail(Throwable failure) {
        if (subscriber == null) { // cancelled, and then the generator did not end as it should
            loop.callExceptionHandler(
                    new ErrorContext("a generator failed after its subscriber cancelled", failure, this));
        } else {
            last(served -> served.onError(JdkErrors.toJdk(failure))); // 1.4
        }
    }

    /** What is signalled at the end. */
    private interface Last {
        void to(Flow.Subscriber<?> subscriber);
    }

    private void last(Last end) {
        Flow.Subscriber<? super T> served = subscriber;
        subscriber = null; // 1.6: it is over
        if (served != null) {
            signal(() -> end.to(served));
        }
    }

    /** 2.13: a subscriber that throws has cancelled, and somebody is to know. */
    private boolean signal(Runnable call) {
        try {
            call.run();
            return true;
        } catch (Throwable broken) {
            if (CallbackLoop.isFatal(broken)) {
                throw broken;
            }
            subscriber = null;
            loop.callExceptionHandler(new ErrorContext("a subscriber threw, which rule 2.13 forbids", broken, this));
            return false;
        }
    }
}

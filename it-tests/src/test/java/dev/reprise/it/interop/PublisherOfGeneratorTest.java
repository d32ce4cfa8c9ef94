package dev.reprise.it.interop;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Awaitable;
import dev.reprise.TimedOutException;
import dev.reprise.interop.Publishers;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PublisherOfGeneratorTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<String> log = new ArrayList<>();
    private final List<ErrorContext> reported = new ArrayList<>();
    private final Flow.Publisher<Integer> publisher = Publishers.toPublisher(loop, () -> counting(3));
    private final Logging subscriber = new Logging();

    {
        loop.setExceptionHandler((from, context) -> reported.add(context));
    }

    @Async
    private AsyncGenerator<Integer> counting(int count) {
        try {
            for (int i = 1; i <= count; i++) {
                log.add("makes " + i);
                await(sleep(Duration.ofSeconds(1)));
                emit(i);
            }
        } finally {
            log.add("closed");
        }
        return AsyncGenerator.done();
    }

    /** Logs all signals; may do something in one of them. */
    private class Logging implements Flow.Subscriber<Integer> {

        private Flow.@Nullable Subscription subscription;

        Flow.Subscription subscription() {
            if (subscription == null) {
                throw new AssertionError("onSubscribe was not called");
            }
            return subscription;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            log.add("onSubscribe");
            subscription = given;
        }

        @Override
        public void onNext(Integer element) {
            log.add("onNext " + element);
        }

        @Override
        public void onError(Throwable failure) {
            log.add("onError " + failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            log.add("onComplete");
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** Runs until nothing is left to do for ten hours, and forgets the log up to now. */
    private List<String> logOf(Runnable action) {
        log.clear();
        action.run();
        loop.callLater(Duration.ofHours(10), loop::stop);
        loop.runForever();
        return log;
    }

    @Test
    void itMakesWhatIsRequestedAndNoMore() {
        assertEquals(List.of("onSubscribe"), logOf(() -> publisher.subscribe(subscriber)));
        Flow.Subscription subscription = subscriber.subscription();
        assertEquals(List.of("makes 1", "onNext 1"), logOf(() -> subscription.request(1)));
        assertEquals(
                List.of("makes 2", "onNext 2", "makes 3", "onNext 3", "closed", "onComplete"),
                logOf(() -> subscription.request(5)));
        assertEquals(List.of(), logOf(() -> subscription.request(1)));
        assertEquals(List.of(), logOf(subscription::cancel));
        assertEquals(0, loop.allTasks().size());
    }

    @Test
    void eachSubscriberHasAGeneratorOfItsOwn() {
        Logging other = new Logging();
        logOf(() -> {
            publisher.subscribe(subscriber);
            publisher.subscribe(other);
        });
        assertEquals(
                List.of("makes 1", "onNext 1"),
                logOf(() -> subscriber.subscription().request(1)));
        assertEquals(
                List.of("makes 1", "onNext 1"), logOf(() -> other.subscription().request(1)));
        logOf(subscriber.subscription()::cancel);
        logOf(other.subscription()::cancel);
    }

    @Test
    void cancellingWhileItWaitsForDemandClosesTheGenerator() {
        logOf(() -> publisher.subscribe(subscriber));
        logOf(() -> subscriber.subscription().request(1));
        assertEquals(List.of("closed"), logOf(subscriber.subscription()::cancel));
        assertEquals(0, loop.allTasks().size());
        assertEquals(List.of(), reported);
    }

    @Test
    void cancellingWhileTheGeneratorWaitsCancelsItsWait() {
        logOf(() -> publisher.subscribe(subscriber));
        Flow.Subscription subscription = subscriber.subscription();
        assertEquals(List.of("makes 1", "closed"), logOf(() -> {
            subscription.request(1);
            loop.callLater(Duration.ofMillis(500), subscription::cancel);
        }));
        assertEquals(List.of(), reported);
    }

    @Test
    void rule1_8AfterACancellationInOnNextNoSignalFollows() {
        Logging cancelling = new Logging() {
            @Override
            public void onNext(Integer element) {
                super.onNext(element);
                subscription().cancel();
            }
        };
        logOf(() -> publisher.subscribe(cancelling));
        assertEquals(
                List.of("makes 1", "onNext 1", "closed"),
                logOf(() -> cancelling.subscription().request(3)));
    }

    @Test
    void rule3_3ARequestInOnNextDoesNotRecurse() {
        int[] depth = {0};
        Logging recursing = new Logging() {
            @Override
            public void onNext(Integer element) {
                assertEquals(1, ++depth[0]);
                subscription().request(1);
                super.onNext(element);
                depth[0]--;
            }
        };
        logOf(() -> publisher.subscribe(recursing));
        logOf(() -> recursing.subscription().request(1));
        assertEquals("onComplete", log.get(log.size() - 1));
        assertEquals(List.of(), reported);
    }

    @Test
    void rule3_9ARequestOfNothingIsAnError() {
        logOf(() -> publisher.subscribe(subscriber));
        assertEquals(
                List.of("onError IllegalArgumentException"),
                logOf(() -> subscriber.subscription().request(0)));
        assertEquals(List.of(), logOf(() -> subscriber.subscription().request(1)));
    }

    @Test
    void rule3_17DemandDoesNotOverflow() {
        logOf(() -> publisher.subscribe(subscriber));
        logOf(() -> {
            subscriber.subscription().request(Long.MAX_VALUE);
            subscriber.subscription().request(Long.MAX_VALUE);
        });
        assertEquals("onComplete", log.get(log.size() - 1));
    }

    @Test
    void rule1_4AFailureIsSignalledOnceTheGeneratorHasEnded() {
        Flow.Publisher<Integer> failing = Publishers.toPublisher(loop, () -> failing(new IOException()));
        logOf(() -> failing.subscribe(subscriber));
        assertEquals(
                List.of("onError IOException"),
                logOf(() -> subscriber.subscription().request(1)));
        assertEquals(List.of(), reported);
    }

    @Test
    void aFailureAfterACancellationIsReported() {
        IOException failure = new IOException();
        Flow.Publisher<Integer> failing = Publishers.toPublisher(loop, () -> failingAtTheEnd(failure));
        logOf(() -> failing.subscribe(subscriber));
        logOf(() -> subscriber.subscription().request(1));
        assertEquals(List.of(), logOf(subscriber.subscription()::cancel));
        assertEquals(1, reported.size());
        assertSame(failure, reported.get(0).exception());
    }

    @Async
    private static AsyncGenerator<Integer> failingAtTheEnd(Throwable failure) {
        try {
            emit(1);
        } finally {
            await(raising(failure));
        }
        return AsyncGenerator.done();
    }

    @Test
    void aTimeoutIsThatOfTheJdk() {
        Flow.Publisher<Integer> failing = Publishers.toPublisher(loop, () -> failing(new TimedOutException("late")));
        logOf(() -> failing.subscribe(subscriber));
        assertEquals(
                List.of("onError TimeoutException"),
                logOf(() -> subscriber.subscription().request(1)));
    }

    @Async
    private static AsyncGenerator<Integer> failing(Throwable failure) {
        emit(await(raising(failure)));
        return AsyncGenerator.done();
    }

    private static Awaitable<Integer> raising(Throwable failure) {
        Promise<Integer> promise = EventLoop.current().createPromise();
        promise.setException(failure);
        return promise;
    }

    @Test
    void rule2_13ASubscriberThatThrowsHasCancelledAndIsReported() {
        RuntimeException broken = new RuntimeException("broken");
        Logging throwing = new Logging() {
            @Override
            public void onNext(Integer element) {
                throw broken;
            }
        };
        logOf(() -> publisher.subscribe(throwing));
        assertEquals(
                List.of("makes 1", "closed"),
                logOf(() -> throwing.subscription().request(3)));
        assertEquals(1, reported.size());
        assertSame(broken, reported.get(0).exception());
    }

    @Test
    void rule1_9ASubscriberIsTold() {
        loop.close();
        log.clear();
        publisher.subscribe(subscriber);
        assertEquals(List.of("onSubscribe", "onError IllegalStateException"), log);
        assertThrows(NullPointerException.class, () -> subscribeNobody());
    }

    @SuppressWarnings("NullAway") // that is what it is about
    private void subscribeNobody() {
        publisher.subscribe(null);
    }

    @Test
    void aSupplierThatFailsIsAFailure() {
        Flow.Publisher<Integer> none = Publishers.toPublisher(loop, () -> {
            throw new IllegalStateException("no generator");
        });
        assertEquals(List.of("onSubscribe", "onError IllegalStateException"), logOf(() -> none.subscribe(subscriber)));
    }

    /** Both ways at once, over two loops on two threads. */
    @Test
    void rule1_3SignalsAreSerialAndNoneIsLostBetweenThreads() throws Exception {
        EventLoop source = new EventLoop();
        Flow.Publisher<Integer> numbers = Publishers.toPublisher(source, () -> AsyncGenerator.from(range(5_000)));
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            source.runForever();
            done.countDown();
        });
        thread.start();
        try (EventLoop sink = new EventLoop()) {
            List<Integer> received = sink.runUntilComplete(
                    Publishers.toAsyncGenerator(numbers, 8).toList());
            assertEquals(range(5_000), received);
        }
        source.callSoonThreadsafe(source::stop);
        done.await();
        assertTrue(source.allTasks().isEmpty());
        source.close();
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}

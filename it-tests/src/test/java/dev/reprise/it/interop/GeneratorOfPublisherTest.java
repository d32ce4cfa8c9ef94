package dev.reprise.it.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.AsyncGenerator;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.interop.Publishers;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Runner;
import dev.reprise.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GeneratorOfPublisherTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final ByHand publisher = new ByHand();

    /** A publisher that does nothing by itself, and logs what the subscriber does. */
    private static final class ByHand implements Flow.Publisher<String>, Flow.Subscription {

        private final List<String> log = new ArrayList<>();
        private Flow.@Nullable Subscriber<? super String> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super String> wanting) {
            log.add("subscribe");
            subscriber = wanting;
            wanting.onSubscribe(this);
        }

        Flow.Subscriber<? super String> subscriber() {
            if (subscriber == null) {
                throw new AssertionError("nobody has subscribed");
            }
            return subscriber;
        }

        @Override
        public void request(long count) {
            log.add("request " + count);
        }

        @Override
        public void cancel() {
            log.add("cancel");
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void runBriefly() {
        loop.callSoon(() -> loop.callSoon(loop::stop));
        loop.runForever();
        loop.stop();
        loop.runForever();
    }

    private <T> Task<T> start(Coroutine<T> coroutine) {
        Task<T> task = loop.createTask(coroutine);
        runBriefly();
        return task;
    }

    @Test
    void itRequestsAsItsConsumerGoes() {
        AsyncGenerator<String> generator = Publishers.toAsyncGenerator(publisher);
        assertEquals(List.of(), publisher.log);
        Task<Boolean> first = start(generator.hasNext());
        assertEquals(List.of("subscribe", "request 1"), publisher.log);
        publisher.subscriber().onNext("a");
        assertTrue(loop.runUntilComplete(first));
        assertEquals("a", generator.next());
        runBriefly();
        assertEquals(List.of("subscribe", "request 1"), publisher.log);
        Task<Boolean> second = start(generator.hasNext());
        assertEquals(List.of("subscribe", "request 1", "request 1"), publisher.log);
        publisher.subscriber().onComplete();
        assertFalse(loop.runUntilComplete(second));
        assertEquals(List.of("subscribe", "request 1", "request 1"), publisher.log);
    }

    @Test
    void itMayRequestAhead() {
        AsyncGenerator<String> generator = Publishers.toAsyncGenerator(publisher, 3);
        Task<Boolean> first = start(generator.hasNext());
        publisher.subscriber().onNext("a");
        publisher.subscriber().onNext("b");
        publisher.subscriber().onComplete();
        assertTrue(loop.runUntilComplete(first));
        assertEquals(List.of("a", "b"), loop.runUntilComplete(generator.toList()));
        assertEquals(List.of("subscribe", "request 3"), publisher.log);
        assertThrows(IllegalArgumentException.class, () -> nothingAhead());
    }

    private AsyncGenerator<String> nothingAhead() {
        return Publishers.toAsyncGenerator(publisher, 0);
    }

    @Test
    void closingItCancelsTheSubscription() {
        AsyncGenerator<String> generator = Publishers.toAsyncGenerator(publisher);
        Task<Boolean> first = start(generator.hasNext());
        publisher.subscriber().onNext("a");
        loop.runUntilComplete(first);
        loop.runUntilComplete(generator.close());
        assertEquals(List.of("subscribe", "request 1", "cancel"), publisher.log);
        publisher.subscriber().onNext("late"); // rule 2.8
        publisher.subscriber().onError(new IOException());
        runBriefly();
    }

    @Test
    void cancellingItsConsumerCancelsTheSubscription() {
        AsyncGenerator<String> generator = Publishers.toAsyncGenerator(publisher);
        Task<Boolean> first = start(generator.hasNext());
        first.cancel();
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(first));
        assertEquals(List.of("subscribe", "request 1", "cancel"), publisher.log);
    }

    @Test
    void anErrorComesAfterTheElementsBeforeIt() {
        AsyncGenerator<String> generator = Publishers.toAsyncGenerator(publisher, 2);
        Task<Boolean> first = start(generator.hasNext());
        IOException failure = new IOException();
        publisher.subscriber().onNext("a");
        publisher.subscriber().onError(failure);
        assertTrue(loop.runUntilComplete(first));
        assertEquals("a", generator.next());
        assertSame(failure, assertThrows(IOException.class, () -> loop.runUntilComplete(generator.hasNext())));
        assertFalse(publisher.log.contains("cancel"), publisher.log::toString); // rule 2.4
    }

    @Test
    void aTimeoutOfTheJdkIsConverted() {
        Task<Boolean> first = start(Publishers.toAsyncGenerator(publisher).hasNext());
        publisher.subscriber().onError(new TimeoutException());
        assertThrows(TimedOutException.class, () -> loop.runUntilComplete(first));
    }

    @Test
    void rule2_5ASecondSubscriptionIsCancelled() {
        Task<Boolean> first = start(Publishers.toAsyncGenerator(publisher).hasNext());
        List<String> second = new ArrayList<>();
        publisher.subscriber().onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                second.add("request");
            }

            @Override
            public void cancel() {
                second.add("cancel");
            }
        });
        publisher.subscriber().onNext("a");
        assertTrue(loop.runUntilComplete(first));
        assertEquals(List.of("cancel"), second);
    }

    @Test
    @SuppressWarnings("NullAway") // that is what it is about
    void rule2_13NullIsRefused() {
        Task<Boolean> first = start(Publishers.toAsyncGenerator(publisher).hasNext());
        assertThrows(NullPointerException.class, () -> publisher.subscriber().onSubscribe(null));
        assertThrows(NullPointerException.class, () -> publisher.subscriber().onNext(null));
        assertThrows(NullPointerException.class, () -> publisher.subscriber().onError(null));
        publisher.subscriber().onComplete();
        assertFalse(loop.runUntilComplete(first));
    }

    @Test
    void aSubscriptionThatComesToAClosedLoopIsCancelled() {
        Flow.Publisher<String> late = wanting -> publisher.subscriber = wanting;
        start(Publishers.toAsyncGenerator(late).hasNext());
        loop.close();
        publisher.subscriber().onSubscribe(publisher);
        assertEquals(List.of("cancel"), publisher.log);
    }

    /** The JDK's own publisher, on its own threads; its buffer holds 16 elements, so that it waits for demand. */
    @Test
    void theJdksPublisherLosesNothing() throws InterruptedException {
        int count = 10_000;
        try (SubmissionPublisher<Integer> numbers = new SubmissionPublisher<>(ForkJoinPool.commonPool(), 16)) {
            Thread submitting = new Thread(() -> submitTo(numbers, count));
            submitting.start();
            assertEquals(
                    IntStream.range(0, count).boxed().toList(),
                    Runner.runMain(Publishers.toAsyncGenerator(numbers, 4).toList()));
            submitting.join();
        }
    }

    private static void submitTo(SubmissionPublisher<Integer> numbers, int count) {
        while (numbers.getNumberOfSubscribers() == 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < count; i++) {
            numbers.submit(i);
        }
        numbers.close();
    }
}

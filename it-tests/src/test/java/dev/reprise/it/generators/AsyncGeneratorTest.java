package dev.reprise.it.generators;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.Generator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is Java's in an asynchronous generator; what is Python's stands in the table of the protocol. */
class AsyncGeneratorTest {

    private final List<Object> log = new ArrayList<>();

    /** Steps what is never suspended to its end. */
    private static <T extends @Nullable Object> T done(Coroutine<T> coroutine) {
        assertFalse(coroutine.next());
        return coroutine.result();
    }

    private static String messageOf(Class<? extends Throwable> type, Coroutine<?> coroutine) {
        return String.valueOf(assertThrows(type, coroutine::next).getMessage());
    }

    @Async
    private AsyncGenerator<String> letters() {
        log.add("begun");
        try {
            emit("a");
            log.add("on");
            emit("b");
        } finally {
            log.add("cleaned");
        }
        return AsyncGenerator.done();
    }

    @Test
    void hasNextStaysBeforeAnElementThatNobodyTook() {
        AsyncGenerator<String> letters = letters();
        assertTrue(done(letters.hasNext()));
        assertTrue(done(letters.hasNext()));
        assertEquals("a", letters.next());
        assertEquals(List.of("begun"), log);
        assertTrue(done(letters.hasNext()));
        assertEquals("b", letters.next());
        assertFalse(done(letters.hasNext()));
        assertFalse(done(letters.hasNext()));
    }

    @Test
    void nextNeedsAHasNext() {
        AsyncGenerator<String> letters = letters();
        String message = String.valueOf(
                assertThrows(IllegalStateException.class, letters::next).getMessage());
        assertEquals(
                "<async generator AsyncGeneratorTest.letters created> has no element ready: await hasNext() before each"
                        + " next(), and take it only if that is true",
                message);
        done(letters.hasNext());
        letters.next();
        assertThrows(IllegalStateException.class, letters::next);
        assertEquals(List.of("begun"), log);
    }

    @Test
    void nextAfterTheEndSaysSo() {
        AsyncGenerator<String> letters = letters();
        assertEquals(List.of("a", "b"), done(letters.toList()));
        String message = String.valueOf(
                assertThrows(NoSuchElementException.class, letters::next).getMessage());
        assertEquals("the generator AsyncGeneratorTest.letters has ended", message);
    }

    @Test
    void sendAndRaiseWantTheElementToBeTaken() {
        AsyncGenerator<String> letters = letters();
        done(letters.hasNext());
        String sent = messageOf(IllegalStateException.class, letters.send("x"));
        assertTrue(sent.endsWith("has run ahead to its next element: take that with next() before send()"), sent);
        String raised = messageOf(IllegalStateException.class, letters.raise(new IOException()));
        assertTrue(raised.endsWith("take that with next() before raise()"), raised);
        assertEquals("a", letters.next());
        assertTrue(done(letters.send("x")));
        assertEquals("b", letters.next());
    }

    @Test
    void closeDropsAnElementThatNobodyTook() {
        AsyncGenerator<String> letters = letters();
        done(letters.hasNext());
        done(letters.close());
        assertEquals(List.of("begun", "cleaned"), log);
        assertThrows(NoSuchElementException.class, letters::next);
        assertEquals(Coroutine.State.CLOSED, letters.state());
    }

    @Test
    void aSecondCloseOfAStubbornOneTriesAgain() {
        AsyncGenerator<Integer> stubborn = Ticks.stubborn();
        done(stubborn.hasNext());
        String message = messageOf(IllegalStateException.class, stubborn.close());
        assertTrue(message.contains("ignored CoroutineExit: it emitted again"), message);
        done(stubborn.close());
        assertFalse(done(stubborn.hasNext()));
    }

    @Test
    void aRequestThatWasNotStartedIsClosedAlone() {
        AsyncGenerator<String> letters = letters();
        Coroutine<Boolean> request = letters.hasNext();
        request.close();
        Coroutine<Boolean> failed = letters.hasNext();
        assertThrows(IOException.class, () -> failed.raise(new IOException()));
        assertEquals(Coroutine.State.CREATED, letters.state());
        assertTrue(done(letters.hasNext()));
    }

    @Test
    void raiseAfterTheEndSaysThatThereIsNoElement() {
        assertFalse(done(AsyncGenerator.done().raise(new IOException())));
    }

    @Test
    void anotherStepWhileItWaitsIsRefused() {
        AsyncGenerator<String> asks = asks();
        Coroutine<Boolean> first = asks.hasNext();
        assertTrue(first.next());
        String message = messageOf(IllegalStateException.class, asks.close());
        assertTrue(message.startsWith("close() of <async generator AsyncGeneratorTest.asks running at"), message);
        assertTrue(message.contains("the asynchronous generator is already running"), message);
    }

    @Test
    void itsStringSaysWhereItIs() {
        AsyncGenerator<String> asks = asks();
        assertEquals("<async generator AsyncGeneratorTest.asks created>", asks.toString());
        Coroutine<Boolean> request = asks.hasNext();
        assertEquals("<coroutine AsyncGeneratorTest.asks.hasNext created>", request.toString());
        request.next();
        String running = asks.toString();
        assertTrue(
                running.matches("<async generator AsyncGeneratorTest.asks running at AsyncGeneratorTest.java:\\d+>"),
                running);
        assertEquals("asks", request.stack().get(0).getMethodName());
        request.send("now");
        String suspended = asks.toString();
        assertTrue(suspended.contains(" suspended at AsyncGeneratorTest.java:"), suspended);
        done(asks.close());
        assertEquals("<async generator AsyncGeneratorTest.asks closed>", asks.toString());
    }

    @Async
    private static AsyncGenerator<String> asks() {
        Object answer = suspend("question");
        emit(String.valueOf(answer));
        return AsyncGenerator.done();
    }

    @Test
    void emitIsAnExpressionLikeAwait() {
        AsyncGenerator<String> operands = operands();
        assertTrue(done(operands.hasNext()));
        assertEquals("first", operands.next());
        assertTrue(done(operands.send(41)));
        assertEquals("second", operands.next());
        assertTrue(done(operands.send("sent")));
        assertEquals("1 41 2.5 true Pair[first=sent, second=!]", operands.next());
        assertFalse(done(operands.hasNext()));
    }

    private record Pair(@Nullable Object first, Object second) {}

    @Async
    private static AsyncGenerator<String> operands() {
        long one = 1;
        double half = 0.5;
        String text = one + " " + emit("first") + " " + (2 + half) + " "
                + (await(Coroutine.of(one)) == one)
                + " " + new Pair(emit("second"), await(Coroutine.of("!")));
        emit(text);
        return AsyncGenerator.done();
    }

    // ------------------------------------------------------------------------------------------------------ forEach

    @Test
    void forEachGoesThroughAll() {
        done(letters().forEach(letter -> {
            log.add(letter);
            return Coroutine.done();
        }));
        assertEquals(List.of("begun", "a", "on", "b", "cleaned"), log);
    }

    @Test
    void forEachClosesWhenTheBlockFails() throws IOException {
        IOException failure = new IOException("of the block");
        Coroutine<Void> each = failing(failure);
        assertSame(failure, assertThrows(IOException.class, each::next));
        assertEquals(List.of("begun", "a", "cleaned"), log);
    }

    @Async
    private Coroutine<Void> failing(IOException failure) throws IOException {
        await(letters().forEach(letter -> {
            log.add(letter);
            throw failure;
        }));
        return Coroutine.done();
    }

    @Test
    void whatTheBlockThrowsIsKnownToTheCompiler() {
        assertEquals("of the block", done(catching(new IOException("of the block"))));
    }

    @Async
    private Coroutine<String> catching(IOException failure) {
        try {
            await(letters().forEach(letter -> {
                if (await(Coroutine.of(letter)).equals("b")) {
                    throw failure;
                }
                return Coroutine.done();
            }));
        } catch (IOException e) {
            return Coroutine.of(String.valueOf(e.getMessage()));
        }
        return Coroutine.of("nothing");
    }

    @Test
    void whereClosingFailsTooTheBlocksFailureIsSuppressed() {
        IllegalArgumentException failure = new IllegalArgumentException();
        Coroutine<Void> each = Ticks.stubborn().forEach(element -> {
            throw failure;
        });
        Throwable thrown = assertThrows(IllegalStateException.class, each::next);
        assertEquals(List.of(failure), List.of(thrown.getSuppressed()));
    }

    // ----------------------------------------------------------------------------------------------------- adapters

    @Test
    void fromAnIterableAsksForAnIteratorWhenItStarts() {
        List<String> elements = new ArrayList<>();
        AsyncGenerator<String> generator = AsyncGenerator.from(elements);
        elements.add("late");
        assertEquals(List.of("late"), done(generator.toList()));
    }

    @Test
    void fromAnIteratorTakesWhatIsLeft() {
        Iterator<Integer> iterator = List.of(1, 2, 3, 4).iterator();
        iterator.next();
        AsyncGenerator<Integer> generator = AsyncGenerator.from(iterator);
        assertTrue(done(generator.hasNext()));
        assertEquals(2, generator.next());
        assertEquals(3, iterator.next());
        assertEquals(List.of(4), done(generator.toList()));
    }

    @Test
    void fromAGeneratorClosesIt() {
        Generator<Integer> numbers = numbers();
        AsyncGenerator<Integer> generator = AsyncGenerator.from(numbers);
        assertTrue(done(generator.hasNext()));
        assertEquals(1, generator.next());
        done(generator.close());
        assertEquals(List.of("closed"), log);
        assertEquals(Coroutine.State.CLOSED, numbers.state());
    }

    /** Either {@code emit} will do in either kind of generator. */
    @Async
    private Generator<Integer> numbers() {
        try {
            AsyncGenerator.emit(1);
            Generator.emit(2);
        } finally {
            log.add("closed");
        }
        return Generator.done();
    }

    @Test
    void emitOfGeneratorIsTheSame() {
        assertEquals(List.of(1, 2), done(both().toList()));
    }

    @Async
    private static AsyncGenerator<Integer> both() {
        Generator.emit(await(Coroutine.of(1)));
        AsyncGenerator.emit(2);
        return AsyncGenerator.done();
    }

    @Test
    void doneIsEmpty() {
        assertEquals(List.of(), done(AsyncGenerator.done().toList()));
    }

    @Test
    void aLambdaMayBeOne() {
        String prefix = "<";
        Supplier<AsyncGenerator<String>> words = () -> {
            for (String word : List.of("a", "b")) {
                emit(prefix + await(Coroutine.of(word)));
            }
            return AsyncGenerator.done();
        };
        assertEquals(List.of("<a", "<b"), done(words.get().toList()));
        assertEquals(List.of("<a", "<b"), done(words.get().toList()));
    }
}

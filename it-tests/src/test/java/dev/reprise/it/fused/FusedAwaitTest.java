package dev.reprise.it.fused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.CoroutineTracker;
import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Later;
import dev.reprise.it.support.Transformation;
import dev.reprise.transformer.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an await does that calls a body directly: all that it did before. The methods are in {@link FusedSource}.
 */
class FusedAwaitTest {

    private static final Transformation MADE = Transformation.of(FusedSource.TEXT);

    @BeforeEach
    void clearTheLog() {
        log().clear();
    }

    /** Runs it, and returns its result with the number of suspensions. */
    private static String outcome(String method, Object... arguments) {
        return outcome(MADE, method, arguments);
    }

    private static String outcome(Transformation made, String method, Object... arguments) {
        Coroutine<?> coroutine = made.start("Fused", method, arguments);
        int suspensions = 0;
        while (coroutine.next()) {
            suspensions++;
        }
        return coroutine.result() + " after " + suspensions;
    }

    @SuppressWarnings("unchecked")
    private static List<String> log() {
        return (List<String>) Objects.requireNonNull(MADE.call("Fused", "log"));
    }

    @ParameterizedTest
    @CsvSource({
        "dropped, 4, dropped",
        "wideArguments, 1, 1 2 3.5 4 5 c true 6.0 6 7.0",
        "valuesBelow, 4, 1099511627776 0.75 s 1099511627781",
        "underConstruction, 2, 'a,2,3'",
        "otherReceiver, 2, otherother!",
        "kept, 2, a72.5",
        "reassigned, 2, ab2",
        "generic, 2, xy",
        "lambda, 1, in lambda",
        "enums, 2, 4",
    })
    void givesTheSameWithAndWithoutSuspensions(String method, int awaits, String result) {
        for (int n = 0; n < 4; n++) {
            String end = method.equals("kept") || method.equals("reassigned") ? "" + n : "";
            assertEquals(result + end + " after " + awaits * n, outcome(method, n));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aResultMayHaveAnyValueAlsoThoseThatSayThatABodyIsSuspended(int n) {
        for (int value : new int[] {0, -1, 0x9D5A_C3E7, Integer.MIN_VALUE}) {
            for (String method : List.of("intResult", "boxedResult", "tail", "overTail")) {
                assertEquals(value + " after " + n, outcome(method, n, value));
            }
        }
        for (long value : new long[] {0, 2, 0x9D5A_C3E7_4B1F_6821L, Long.MAX_VALUE}) {
            assertEquals(value + " after " + n, outcome("longResult", n, value));
        }
        for (double value : new double[] {0, 2, -0x1.5ac3e74b1f682p-777, Double.NaN, -0.0}) {
            assertEquals(value + " after " + n, outcome("doubleResult", n, value));
        }
        assertEquals("true after " + n, outcome("booleanResult", n, true));
        assertEquals("false after " + n, outcome("booleanResult", n, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFailureIsCaughtWhereTheAwaitStands(int n) {
        assertEquals("caught wrong after " + 4 * n, outcome("caught", n));
        assertEquals(List.of("first", "finally"), log());
    }

    @Test
    void whatIsRaisedReachesTheInnermostOfAChainThatWasMadeLate() {
        Coroutine<?> chain = MADE.start("Fused", "outer");
        assertTrue(chain.next());
        assertEquals(
                List.of("inner", "middle", "outer"),
                chain.stack().stream().map(StackTraceElement::getMethodName).toList());
        assertFalse(chain.raise(new IllegalStateException("raised")));
        assertEquals("caught raised p", chain.result());
        assertEquals(List.of("inner pq", "middle p", "outer"), log());
    }

    @Test
    void whatNobodyCatchesPassesEachFinallyOnce() {
        Coroutine<?> chain = MADE.start("Fused", "outer");
        assertTrue(chain.next());
        assertTrue(chain.next());
        Exception error = new Exception("raised");
        assertSame(error, assertThrows(Exception.class, () -> chain.raise(error)));
        assertEquals(List.of("inner pq", "middle p", "outer"), log());
    }

    @Test
    void closingEndsAChainThatWasMadeLate() {
        Coroutine<?> chain = MADE.start("Fused", "outer");
        assertTrue(chain.next());
        chain.close();
        assertEquals(Coroutine.State.CLOSED, chain.state());
        assertEquals(List.of("inner pq", "middle p", "outer"), log());
    }

    @Test
    void aFrameThatWasMadeLateKnowsItsPlace() {
        Coroutine<?> chain = MADE.start("Fused", "outer");
        assertTrue(chain.next());
        Coroutine<?> middle = chain.awaiting().orElseThrow();
        assertTrue(middle.toString().startsWith("<coroutine Fused.middle suspended at Fused.java:"), middle::toString);
        assertEquals(Coroutine.State.SUSPENDED, middle.state());
        assertThrows(
                IllegalStateException.class,
                () -> MADE.start("Fused", "awaits", middle).next());
    }

    @Test
    void aNullReceiverFailsInsideTheTry() {
        assertEquals("no receiver after 0", outcome("nullReceiver", 0));
    }

    @Test
    void aConditionalAwaitsWhatItChooses() {
        assertEquals("first after 1", outcome("chosen", 1, true));
        assertEquals("second after 2", outcome("chosen", 2, false));
    }

    @Test
    void interfacesHaveSuchMethodsToo() {
        assertEquals("hello you after 3", outcome("interfaces", 2));
    }

    @ParameterizedTest
    @CsvSource({
        "nullAwaited, awaitsNull, null was awaited at Fused.awaitsNull(Fused.java:",
        "nullReturned, returnsNull, <coroutine Fused.returnsNull running> returned null at Fused.returnsNull(Fused.java:",
    })
    void anErrorNamesTheMethodAndTheLine(String method, String culprit, String message) {
        Coroutine<?> coroutine = MADE.start("Fused", method);
        NullPointerException error = assertThrows(NullPointerException.class, coroutine::next);
        String text = Objects.requireNonNull(error.getMessage());
        assertTrue(text.startsWith(message + lineOf(culprit) + ")"), text);
    }

    @Test
    void aSecondAwaitNamesTheMethodAndTheLine() {
        Coroutine<?> used = Later.of(1);
        while (used.next()) {}
        Coroutine<?> coroutine = MADE.start("Fused", "awaitedAgain", used);
        String text = Objects.requireNonNull(
                assertThrows(IllegalStateException.class, coroutine::next).getMessage());
        assertTrue(text.endsWith(" at Fused.awaits(Fused.java:" + lineOf("awaits") + ")"), text);
    }

    /** Returns the line of the only await, or return, of a method of the source. */
    private static int lineOf(String method) {
        List<String> lines = FusedSource.TEXT.lines().toList();
        int line = 0;
        while (!lines.get(line).contains(" " + method + "(") || !lines.get(line).contains("@Async")) {
            line++;
        }
        do {
            line++;
        } while (!lines.get(line).contains("await(") && !lines.get(line).contains("return "));
        return line + 1;
    }

    @Test
    void aTrackerIsToldOfNoCoroutineThatIsAwaitedAtOnce() {
        CoroutineTracker tracker = new CoroutineTracker();
        tracker.begin();
        try {
            Coroutine<?> coroutine = MADE.start("Fused", "generic", 2);
            assertEquals(1, tracker.neverStarted().size());
            assertTrue(coroutine.next());
            assertEquals(List.of(), tracker.neverStarted());
            while (coroutine.next()) {
                assertEquals(List.of(), tracker.neverStarted());
            }
        } finally {
            tracker.end();
        }
    }

    @Test
    void behavesTheSameWhereVariablesAreKeptForADebugger() {
        Transformation debug = Transformation.of(
                InMemoryCompiler.compile(FusedSource.TEXT), Options.defaults().withDebug(true));
        for (String method : List.of("kept", "reassigned", "generic", "valuesBelow", "underConstruction", "dropped")) {
            for (int n = 0; n < 3; n++) {
                assertEquals(outcome(method, n), outcome(debug, method, n));
            }
        }
    }

    @Test
    void threadsDoNotSeeWhatOthersHandOver() throws Exception {
        int threads = 4;
        int rounds = 2_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Future<Integer>> ends = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int id = t;
            ends.add(pool.submit(() -> {
                together.await(1, TimeUnit.MINUTES);
                int correct = 0;
                for (int round = 0; round < rounds; round++) {
                    int value = round % 3 == 0 ? 0x9D5A_C3E7 : round * threads + id;
                    int n = (round + id) % 3;
                    if (outcome("overTail", n, value).equals(value + " after " + n)) {
                        correct++;
                    }
                }
                return correct;
            }));
        }
        for (Future<Integer> end : ends) {
            assertEquals(rounds, end.get(1, TimeUnit.MINUTES));
        }
        pool.shutdown();
    }

    @Test
    void aLoopInsideOfAnotherOneHasChainsOfItsOwn() {
        Coroutine<?> outside = MADE.start("Fused", "outer");
        assertTrue(outside.next());
        assertEquals("4 after 4", outcome("enums", 2));
        assertTrue(outside.next());
        assertFalse(outside.next());
        assertEquals("pqp", outside.result());
    }
}

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
 * What an await does that calls a body directly: all that it did before. In most methods of the source, {@code n} says how
 * often the innermost callee suspends; 0 is an end without any frame.
 */
class FusedAwaitTest {

    private static final String SOURCE = """
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.util.*;
            class Fused {
                static final List<String> LOG = new ArrayList<>();
                static List<String> log() { return LOG; }
                static class Pair {
                    final Object a, b;
                    Pair(Object a, Object b) { this.a = a; this.b = b; }
                    public String toString() { return a + "," + b; }
                }
                String name = "me";

                @Async static Coroutine<String> text(int n, String s) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(s);
                }
                @Async static Coroutine<Integer> number(int n, int result) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<Long> wide(int n, long result) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<Double> real(int n, double result) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<Boolean> flag(int n, boolean result) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(result);
                }
                @Async static Coroutine<Void> nothing(int n) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.done();
                }
                @Async static Coroutine<String> failing(int n, String message) {
                    for (int i = 0; i < n; i++) suspend(null);
                    throw new IllegalArgumentException(message);
                }

                @Async static Coroutine<Integer> intResult(int n, int value) {
                    int r = await(number(n, value));
                    return Coroutine.of(r);
                }
                @Async static Coroutine<Integer> boxedResult(int n, int value) {
                    Integer r = await(number(n, value));
                    return Coroutine.of(r);
                }
                @Async static Coroutine<Integer> tail(int n, int value) { return number(n, value); }
                @Async static Coroutine<Integer> overTail(int n, int value) { return Coroutine.of(await(tail(n, value))); }
                @Async static Coroutine<Long> longResult(int n, long value) {
                    long r = await(wide(n, value));
                    return Coroutine.of(r);
                }
                @Async static Coroutine<Double> doubleResult(int n, double value) {
                    double r = await(real(n, value));
                    return Coroutine.of(r);
                }
                @Async static Coroutine<Boolean> booleanResult(int n, boolean value) {
                    return Coroutine.of(!await(flag(n, !value)));
                }
                @Async static Coroutine<String> dropped(int n) {
                    await(number(n, 1));
                    await(wide(n, 2));
                    await(real(n, 3));
                    await(nothing(n));
                    return Coroutine.of("dropped");
                }

                @Async static Coroutine<String> wideArguments(int n) {
                    return Coroutine.of(await(mixed(1L, 2, 3.5, (byte) 4, 5L, n, 'c', true, 6f)));
                }
                @Async private static Coroutine<String> mixed(
                        long a, int b, double c, byte d, long e, int n, char f, boolean g, float h) {
                    long before = a + e;
                    double kept = c * 2;
                    await(nothing(n));
                    return Coroutine.of(a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h + " "
                            + before + " " + kept);
                }
                @Async static Coroutine<String> valuesBelow(int n) {
                    long l = 1L << 40;
                    double d = 0.25;
                    return Coroutine.of(String.format("%d %s %s %d", l, d + await(real(n, 0.5)), await(text(n, "s")),
                            l + 2L * await(wide(n, 3)) - await(number(n, 1))));
                }
                @Async static Coroutine<String> underConstruction(int n) {
                    return Coroutine.of(new Pair(await(text(n, "a")), new Pair(await(number(n, 2)), 3)).toString());
                }

                @Async static Coroutine<String> caught(int fail) {
                    try {
                        LOG.add(await(text(fail, "first")));
                        await(failing(fail, "wrong"));
                        return Coroutine.of("not reached");
                    } catch (IllegalArgumentException e) {
                        return Coroutine.of(await(text(fail, "caught ")) + e.getMessage());
                    } finally {
                        LOG.add(await(text(fail, "finally")));
                    }
                }

                @Async static Coroutine<String> outer() {
                    try {
                        return Coroutine.of(await(middle("p")));
                    } finally {
                        LOG.add("outer");
                    }
                }
                @Async private static Coroutine<String> middle(String p) {
                    try {
                        return Coroutine.of(await(inner(p + "q")) + p);
                    } finally {
                        LOG.add("middle " + p);
                    }
                }
                @Async private static Coroutine<String> inner(String q) {
                    try {
                        await(Later.of(1));
                        return Coroutine.of(await(text(1, q)));
                    } catch (IllegalStateException e) {
                        return Coroutine.of("caught " + e.getMessage() + " ");
                    } finally {
                        LOG.add("inner " + q);
                    }
                }

                @Async static Coroutine<String> nullReceiver(int n) {
                    Fused none = n < 0 ? new Fused() : null;
                    try {
                        return Coroutine.of(await(none.own(n)));
                    } catch (NullPointerException e) {
                        return Coroutine.of("no receiver");
                    }
                }
                @Async static Coroutine<String> otherReceiver(int n) {
                    Fused other = new Fused();
                    other.name = "other";
                    return Coroutine.of(await(other.own(n)) + await(other.sealed(n)));
                }
                @Async private Coroutine<String> own(int n) {
                    await(nothing(n));
                    return Coroutine.of(name);
                }
                @Async final Coroutine<String> sealed(int n) {
                    return Coroutine.of(await(own(n)) + "!");
                }

                @Async static Coroutine<String> chosen(int n, boolean first) {
                    return Coroutine.of(await(first ? text(n, "first") : text(n, "second")));
                }
                @Async static Coroutine<String> reassigned(int n) { return Coroutine.of(await(assigns(n, "a", 1))); }
                @Async private static Coroutine<String> assigns(int n, String s, long l) {
                    s += "b";
                    l++;
                    await(nothing(n));
                    s += l;
                    await(nothing(n));
                    return Coroutine.of(s + n);
                }
                @Async static Coroutine<String> kept(int n) { return Coroutine.of(await(keeps(n, "a", 7L, 2.5))); }
                @Async private static Coroutine<String> keeps(int n, String s, long l, double d) {
                    await(nothing(n));
                    await(nothing(n));
                    return Coroutine.of(s + l + d + n);
                }
                @Async static Coroutine<String> generic(int n) {
                    List<String> one = await(listOf(n, "x"));
                    return Coroutine.of(one.get(0) + await(Fused.<String>identity(n, "y")));
                }
                @Async private static <T> Coroutine<List<T>> listOf(int n, T t) {
                    return Coroutine.of(List.of(await(identity(n, t))));
                }
                @Async private static <T> Coroutine<T> identity(int n, T t) {
                    await(nothing(n));
                    return Coroutine.of(t);
                }
                @Async static Coroutine<String> lambda(int n) {
                    AsyncCallable<String, RuntimeException> block = () -> Coroutine.of(await(text(n, "in lambda")));
                    return Coroutine.of(await(block.call()));
                }
                @Async static Coroutine<String> interfaces(int n) { return Coroutine.of(await(new Greeter() {}.greet(n))); }
                interface Greeter {
                    @Async default Coroutine<String> greet(int n) {
                        return Coroutine.of(await(hello(n)) + await(name(n)));
                    }
                    @Async private Coroutine<String> hello(int n) {
                        suspend(null);
                        return Coroutine.of("hello ");
                    }
                    @Async static Coroutine<String> name(int n) {
                        for (int i = 0; i < n; i++) suspend(null);
                        return Coroutine.of("you");
                    }
                }
                enum Level {
                    LOW, HIGH;
                    @Async Coroutine<Integer> sum(int n) { return Coroutine.of(await(of(n)) + await(of(n))); }
                    @Async Coroutine<Integer> of(int n) {
                        for (int i = 0; i < n; i++) suspend(null);
                        return Coroutine.of(ordinal() + 1);
                    }
                }
                @Async static Coroutine<Integer> enums(int n) { return Level.HIGH.sum(n); }

                @Async static Coroutine<Void> nullAwaited() {
                    await(awaitsNull());
                    return Coroutine.done();
                }
                @Async private static Coroutine<Void> awaitsNull() {
                    Awaitable<Void> none = null;
                    await(none);
                    return Coroutine.done();
                }
                @Async static Coroutine<Void> awaitedAgain(Coroutine<?> used) {
                    await(awaits(used));
                    return Coroutine.done();
                }
                @Async private static Coroutine<Void> awaits(Coroutine<?> used) {
                    await(used);
                    return Coroutine.done();
                }
                @Async static Coroutine<Void> nullReturned() {
                    await(returnsNull());
                    return Coroutine.done();
                }
                @Async private static Coroutine<Void> returnsNull() {
                    return none();
                }
                static Coroutine<Void> none() { return null; }

                @Async static Coroutine<String> variables(int n, String s) { return Coroutine.of(await(shown(n, s))); }
                @Async private static Coroutine<String> shown(int n, String s) {
                    long local = s.length();
                    await(nothing(n));
                    return Coroutine.of(s + local);
                }
            }
            """;

    private static final Transformation MADE = Transformation.of(SOURCE);

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
        List<String> lines = SOURCE.lines().toList();
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
                InMemoryCompiler.compile(SOURCE), Options.defaults().withDebug(true));
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

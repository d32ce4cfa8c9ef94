package dev.reprise.it.fused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Transformation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Awaits of static methods of other classes, which are linked to what these are when the await is first run. */
class LinkedAwaitTest {

    private static final String CALLER = """
            package p;
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import java.util.*;
            public class Caller {
                public static final List<String> LOG = new ArrayList<>();
                public static List<String> log() { return LOG; }
                public static <T> T log(T value) { LOG.add("argument"); return value; }

                @Async public static Coroutine<Integer> wantsInt(int n, int value) {
                    int r = await(Callee.number(n, value));
                    return Coroutine.of(r);
                }
                @Async public static Coroutine<Integer> wantsObject(int n, int value) {
                    Integer r = await(Callee.number(n, value));
                    return Coroutine.of(r);
                }
                @Async public static Coroutine<String> wantsNothing(int n, int value) {
                    await(Callee.number(n, value));
                    return Coroutine.of("done");
                }
                @Async public static Coroutine<String> initialises() {
                    await(Initialised.touch(log("x")));
                    return Coroutine.of(String.join(" ", LOG));
                }
                @Async public static Coroutine<String> failsToInitialise() {
                    LOG.add("break it");
                    String errors = "";
                    for (int i = 0; i < 2; i++) {
                        try {
                            await(Broken.touch());
                        } catch (LinkageError e) {
                            errors += e.getClass().getSimpleName() + " ";
                        }
                    }
                    return Coroutine.of(errors);
                }
            }
            """;

    private static final String OTHERS = """
            package p;
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            class Initialised {
                static { Caller.LOG.add("initialised"); }
                @Async static Coroutine<Void> touch(String s) {
                    Caller.LOG.add("body");
                    return Coroutine.done();
                }
            }
            class Broken {
                static final int BROKEN = 1 / (1 - Caller.LOG.size());
                @Async static Coroutine<Void> touch() { return Coroutine.done(); }
            }
            """;

    /** Each time the same method for whoever was compiled against it. */
    private static final Map<String, String> CALLEES = Map.of("boxed", """
                @Async static Coroutine<Integer> number(int n, int value) {
                    for (int i = 0; i < n; i++) suspend(null);
                    return Coroutine.of(value);
                }
            """, "of several kinds", """
                @Async static Coroutine<Integer> number(int n, int value) {
                    for (int i = 0; i < n; i++) suspend(null);
                    Integer result = value;
                    return Coroutine.of(result);
                }
            """, "ordinary", """
                static Coroutine<Integer> number(int n, int value) {
                    return n == 0 ? Coroutine.of(value) : dev.reprise.it.support.Later.after(n, value);
                }
            """);

    /** Compiles all against one form of the callee, and puts another one in its place. */
    private static Transformation made(String compiledAgainst, String run) {
        Map<String, byte[]> classes = new TreeMap<>(InMemoryCompiler.compile(CALLER, callee(compiledAgainst), OTHERS));
        classes.putAll(InMemoryCompiler.compile(callee(run)));
        return Transformation.of(classes);
    }

    private static String callee(String form) {
        return """
                package p;
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Callee {
                %s}
                """.formatted(CALLEES.get(form));
    }

    @ParameterizedTest
    @CsvSource({
        "boxed, boxed",
        "boxed, of several kinds",
        "boxed, ordinary",
        "ordinary, boxed",
        "of several kinds, of several kinds",
        "of several kinds, ordinary",
    })
    void aCalleeMayChangeItsFormWithoutItsCaller(String compiledAgainst, String run) {
        Transformation made = made(compiledAgainst, run);
        for (int n = 0; n < 3; n++) {
            for (int value : new int[] {1, 1_000_000, 0x9D5A_C3E7}) {
                assertEquals(value + " after " + n, outcome(made.start("p.Caller", "wantsInt", n, value)));
                assertEquals(value + " after " + n, outcome(made.start("p.Caller", "wantsObject", n, value)));
                assertEquals("done after " + n, outcome(made.start("p.Caller", "wantsNothing", n, value)));
            }
        }
    }

    private static String outcome(Coroutine<?> coroutine) {
        int suspensions = 0;
        while (coroutine.next()) {
            suspensions++;
        }
        return coroutine.result() + " after " + suspensions;
    }

    @Test
    void theClassIsInitialisedAfterTheArgumentsAreEvaluated() {
        Transformation made = made("boxed", "boxed");
        assertEquals("argument initialised body", made.run("p.Caller", "initialises"));
    }

    @Test
    void aClassThatFailsToInitialiseFailsInsideTheTry() {
        Transformation made = made("boxed", "boxed");
        assertEquals("ExceptionInInitializerError NoClassDefFoundError ", made.run("p.Caller", "failsToInitialise"));
    }

    @Test
    void aMethodThatIsGoneFailsInsideTheTry() {
        String caller = """
                package p;
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                public class Lost {
                    @Async static Coroutine<String> calls() {
                        try {
                            return Coroutine.of(await(Gone.method()) + "!");
                        } catch (NoSuchMethodError e) {
                            return Coroutine.of("gone");
                        }
                    }
                }
                """;
        String callee = """
                package p;
                import dev.reprise.*;
                class Gone {
                    static Coroutine<String> method() { return Coroutine.of("here"); }
                }
                """;
        Map<String, byte[]> classes = new TreeMap<>(InMemoryCompiler.compile(caller, callee));
        assertEquals("here!", Transformation.of(classes).run("p.Lost", "calls"));
        classes.putAll(InMemoryCompiler.compile("package p;\nclass Gone {}"));
        assertEquals("gone", Transformation.of(classes).run("p.Lost", "calls"));
    }

    private static final Transformation FAMILY = Transformation.of("""
            package p;
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            public class Base {
                @Async protected static Coroutine<String> who() {
                    suspend(null);
                    return Coroutine.of("base");
                }
                public static class Heir extends Base {}
                public static class Hider extends Base {
                    protected static Coroutine<String> who() { return Coroutine.of("hider"); }
                }
                public interface Greeter {
                    @Async static Coroutine<Long> greet(long n) {
                        suspend(null);
                        return Coroutine.of(n);
                    }
                }
                static class Nest {
                    @Async private static Coroutine<Double> hidden(double d) {
                        suspend(null);
                        return Coroutine.of(d);
                    }
                    @Async static Coroutine<Double> calls() { return Coroutine.of(await(hidden(2.5)) + 1); }
                }
            }
            """, """
            package q;
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            import p.Base;
            public class Other extends Base {
                @Async public static Coroutine<String> all() {
                    long greeted = await(Base.Greeter.greet(5));
                    return Coroutine.of(await(Base.who()) + await(Other.who()) + greeted);
                }
            }
            """, """
            package p;
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            public class Family {
                @Async public static Coroutine<String> all() {
                    return Coroutine.of(await(Base.who()) + await(Base.Heir.who()) + await(Base.Hider.who()));
                }
                @Async public static Coroutine<Object> nest() { return Coroutine.of(await(Base.Nest.calls())); }
                static Coroutine<String> none() { return null; }
                public static class Inner {
                    @Async public static Coroutine<String> awaitsNull() { return Coroutine.of(await(none())); }
                }
            }
            """, """
            package p;
            import static dev.reprise.Coroutine.*;
            import dev.reprise.*;
            public class Ping {
                @Async public static Coroutine<Integer> ping(int n, Awaitable<?> bottom) {
                    if (n == 0) {
                        await(bottom);
                        return Coroutine.of(0);
                    }
                    return Coroutine.of(await(Pong.pong(n - 1, bottom)) + 1);
                }
            }
            class Pong {
                @Async static Coroutine<Integer> pong(int n, Awaitable<?> bottom) {
                    return Coroutine.of(await(Ping.ping(n, bottom)) + 1);
                }
            }
            """);

    @Test
    void whatIsInheritedIsCalledAndWhatIsHiddenIsNot() {
        assertEquals("basebasehider after 2", outcome(FAMILY.start("p.Family", "all")));
    }

    @Test
    void theBodyIsAsVisibleAsItsMethod() {
        assertEquals("basebase5 after 3", outcome(FAMILY.start("q.Other", "all")));
        assertEquals("3.5 after 1", outcome(FAMILY.start("p.Family", "nest")));
    }

    @Test
    void anErrorNamesTheMethodAndTheLine() {
        Coroutine<?> coroutine = FAMILY.start("p.Family$Inner", "awaitsNull");
        String message = "";
        try {
            coroutine.next();
        } catch (NullPointerException e) {
            message = Objects.requireNonNull(e.getMessage());
        }
        assertTrue(message.startsWith("null was awaited at p.Family$Inner.awaitsNull(Family.java:11)"), message);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRecursionOverTwoClassesIsBoundedByTheHeap(boolean suspends) throws Exception {
        int levels = 300_000;
        Coroutine<?> bottom = suspends ? dev.reprise.it.support.Later.of(1) : Coroutine.done();
        Coroutine<?> root = FAMILY.start("p.Ping", "ping", levels, bottom);
        FutureTask<Integer> steps = new FutureTask<>(() -> {
            int suspensions = 0;
            while (root.next()) {
                suspensions++;
            }
            return suspensions;
        });
        new Thread(null, steps, "small stack", 512 * 1024).start();
        assertEquals(suspends ? 1 : 0, steps.get(1, TimeUnit.MINUTES));
        assertEquals(2 * levels, root.result());
    }

    @Test
    void aLinkedChainThatDoesNotSuspendAllocatesNothing() {
        Transformation made = Transformation.of("""
                package p;
                import static dev.reprise.Coroutine.*;
                import com.sun.management.ThreadMXBean;
                import dev.reprise.*;
                import java.lang.management.ManagementFactory;
                import java.util.*;
                public class Bytes {
                    static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                    @Async public static Coroutine<List<Long>> measured() {
                        List<Long> bytes = new ArrayList<>();
                        for (int round = 0; round < 5; round++) {
                            long before = THREADS.getCurrentThreadAllocatedBytes();
                            for (int i = 0; i < 20; i++) {
                                if (await(Linked.two(i)) < 0) suspend(null);
                                await(Linked.nothing());
                            }
                            bytes.add(THREADS.getCurrentThreadAllocatedBytes() - before);
                        }
                        return Coroutine.of(bytes);
                    }
                }
                """, """
                package p;
                import static dev.reprise.Coroutine.*;
                import dev.reprise.*;
                class Linked {
                    @Async static Coroutine<Integer> two(int i) { return Coroutine.of(await(Deeper.one(i)) + 1); }
                    @Async static Coroutine<Void> nothing() { return Coroutine.done(); }
                }
                class Deeper {
                    @Async static Coroutine<Integer> one(int i) { return Coroutine.of(i + 1_000_000); }
                }
                """);
        List<?> bytes = (List<?>) Objects.requireNonNull(made.run("p.Bytes", "measured"));
        // The first round links, and in a later one the JVM may do more to its method handles.
        assertTrue(bytes.contains(0L), bytes::toString);
    }
}

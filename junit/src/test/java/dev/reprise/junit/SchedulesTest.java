package dev.reprise.junit;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.junit.TestLoop.Order;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The order in which tasks run: first come, first served, or by a seed that can be replayed. */
class SchedulesTest {

    private static final List<String> IN_ORDER = List.of("a", "b", "c", "d", "e", "f");

    @Async
    private static Coroutine<Void> adds(String name, List<String> log) {
        await(interrupt());
        log.add(name);
        return Coroutine.done();
    }

    /** Returns the order in which tasks run that were made in the order of their names. */
    @Async
    static Coroutine<List<String>> order() {
        List<String> log = new ArrayList<>();
        await(gather(IN_ORDER.stream().map(name -> adds(name, log)).toList()));
        return Coroutine.of(log);
    }

    static class Orders {
        static final List<List<String>> SEEN = new ArrayList<>();

        @AsyncTest
        Coroutine<Void> byDefault() {
            SEEN.add(await(order()));
            return Coroutine.done();
        }

        @AsyncTest
        @TestLoop(seed = 7)
        Coroutine<Void> seeded() {
            SEEN.add(await(order()));
            return Coroutine.done();
        }

        @Async
        @RepeatedTest(20)
        @TestLoop(order = Order.RANDOM)
        Coroutine<Void> random() {
            SEEN.add(await(order()));
            return Coroutine.done();
        }

        @Async
        @RepeatedTest(3)
        @TestLoop(seed = 7)
        Coroutine<Void> threeFromSeven() {
            SEEN.add(await(order()));
            return Coroutine.done();
        }
    }

    private static List<List<String>> seen(Class<?> type, String method, Map<String, String> parameters) {
        Orders.SEEN.clear();
        assertEquals(List.of(), Samples.only(type, method, parameters).failed());
        return List.copyOf(Orders.SEEN);
    }

    private static List<List<String>> seen(String method, String... parameters) {
        return seen(Orders.class, method, parameters.length == 0 ? Map.of() : Map.of(parameters[0], parameters[1]));
    }

    @Test
    void theDefaultIsFirstComeFirstServed() {
        assertEquals(List.of(IN_ORDER), seen("byDefault"));
    }

    @Test
    void aSeedGivesTheSameOrderEachTime() {
        List<List<String>> first = seen("seeded");
        assertNotEquals(List.of(IN_ORDER), first);
        assertEquals(first, seen("seeded"));
    }

    @Test
    void randomOrdersDiffer() {
        assertTrue(new HashSet<>(seen("random")).size() > 10, () -> Orders.SEEN.toString());
    }

    @Test
    void repetitionsCountSeedsUp() {
        List<List<String>> three = seen("threeFromSeven");
        assertEquals(seen("seeded").get(0), three.get(0));
        assertEquals(seen("seeded", TestLoop.SEED_PARAMETER, "8").get(0), three.get(1));
        assertEquals(seen("seeded", TestLoop.SEED_PARAMETER, "9").get(0), three.get(2));
        assertEquals(3, new HashSet<>(three).size(), three::toString);
    }

    @Test
    void theSeedParameterReplacesAllSeeds() {
        List<String> eight = seen("seeded", TestLoop.SEED_PARAMETER, "8").get(0);
        assertEquals(List.of(eight), seen("byDefault", TestLoop.SEED_PARAMETER, "8"));
        assertEquals(List.of(eight, eight, eight), seen("threeFromSeven", TestLoop.SEED_PARAMETER, " 8 "));
    }

    @Test
    void theOrderParameterIsTheDefault() {
        HashSet<List<String>> orders = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            orders.addAll(seen("byDefault", TestLoop.ORDER_PARAMETER, "Random"));
        }
        assertTrue(orders.size() > 10, orders::toString);
    }

    @Test
    void parametersThatAreWrongAreNamed() {
        Throwable seed = Samples.only(Orders.class, "byDefault", Map.of(TestLoop.SEED_PARAMETER, "x"))
                .failure();
        assertEquals(
                "the configuration parameter reprise.seed is 'x': it must be an integer, as the failure printed it",
                seed.getMessage());
        Throwable order = Samples.only(Orders.class, "byDefault", Map.of(TestLoop.ORDER_PARAMETER, "lifo"))
                .failure();
        assertEquals(
                "the configuration parameter reprise.order is 'lifo': it must be fifo or random", order.getMessage());
    }

    /** Fails in some orders. */
    @TestLoop(order = Order.RANDOM)
    static class Racy {
        @Async
        @RepeatedTest(value = 100, failureThreshold = 1)
        Coroutine<Void> aComesBeforeF() {
            List<String> order = await(order());
            assertTrue(order.indexOf("a") < order.indexOf("f"), () -> "order " + order);
            return Coroutine.done();
        }

        @Nested
        class Inner {
            @AsyncTest
            Coroutine<Void> alwaysFails() {
                await(interrupt());
                throw new IllegalStateException("always");
            }
        }
    }

    private static final Pattern SEED = Pattern.compile("-Dreprise\\.seed=(\\d+)");

    private static String seedOf(Throwable failure) {
        Matcher seed = SEED.matcher(String.valueOf(failure.getSuppressed()[0].getMessage()));
        assertTrue(seed.find(), () -> failure.getSuppressed()[0].toString());
        return seed.group(1);
    }

    @Test
    void aFailureTellsItsSeedAndTheSeedReplaysIt() {
        Throwable failure = Samples.only(Racy.class, "aComesBeforeF", Map.of()).failure();
        String seed = seedOf(failure);
        for (int i = 0; i < 3; i++) {
            Throwable again = Samples.only(Racy.class, "aComesBeforeF", Map.of(TestLoop.SEED_PARAMETER, seed))
                    .failure();
            assertEquals(failure.getMessage(), again.getMessage());
            assertEquals(seed, seedOf(again));
        }
    }

    @Test
    void theNoteSaysHowToReplay() {
        Throwable failure = Samples.only(Racy.Inner.class, "alwaysFails", Map.of(TestLoop.SEED_PARAMETER, "42"))
                .failure();
        assertEquals(
                "the order was random, of seed 42: replay it with -Dreprise.seed=42"
                        + " -Dtest='SchedulesTest$Racy$Inner#alwaysFails', or @TestLoop(seed = 42)",
                failure.getSuppressed()[0].getMessage());
    }

    static class TwoSeeds {
        @AsyncTest
        @TestLoop(seed = {1, 2})
        Coroutine<Void> two() {
            return Coroutine.done();
        }
    }

    @Test
    void oneSeedIsEnough() {
        assertEquals(
                "@TestLoop of two() has 2 seeds: give it one; for several runs, make it a @RepeatedTest",
                Samples.of(TwoSeeds.class).message());
    }
}

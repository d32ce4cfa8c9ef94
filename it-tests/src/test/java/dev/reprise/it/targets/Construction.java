package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Objects that are allocated but not yet initialised when an await suspends. */
public final class Construction {

    private Construction() {}

    /** Logs that it is built, so that the order of constructors shows. */
    private static final class Point {
        private final Object x;
        private final Object y;

        Point(Probe p, Object x, Object y) {
            p.log("new " + x + " " + y);
            this.x = x;
            this.y = y;
        }

        Point(Probe p, long wide, double x, Object y) {
            this(p, wide + x, y);
        }

        @Override
        public String toString() {
            return "(" + x + ", " + y + ")";
        }
    }

    /** Logs when it is initialised: at the {@code new}, before the arguments of its constructor. */
    private static final class Noisy {
        private static final StringBuilder WITNESS = Witness.TEXT.append("initialised ");
        private final Object argument;

        Noisy(Object argument) {
            this.argument = argument;
        }

        @Override
        public String toString() {
            return WITNESS + "with " + argument;
        }
    }

    private static final class Witness {
        static final StringBuilder TEXT = new StringBuilder();
    }

    @Async
    static Coroutine<String> awaitAsTheOnlyArgument(Probe p) {
        return Coroutine.of(new StringBuilder(await(p.value("text"))).reverse().toString());
    }

    @Async
    static Coroutine<Point> awaitBetweenArguments(Probe p) {
        return Coroutine.of(new Point(p, p.log(1), await(p.value(2))));
    }

    @Async
    static Coroutine<Point> wideArguments(Probe p) {
        return Coroutine.of(new Point(p, p.log(1L), await(p.value(2.5)), await(p.value("y"))));
    }

    @Async
    static Coroutine<Point> nested(Probe p) {
        return Coroutine.of(
                new Point(p, new Point(p, 1, await(p.value(2))), new Point(p, await(p.value(3)), await(p.value(4)))));
    }

    @Async
    static Coroutine<Point> nestedThreeDeep(Probe p) {
        return Coroutine.of(new Point(
                p, "a", new Point(p, await(p.value("b")), new Point(p, "c", await(p.value("d"))))));
    }

    @Async
    static Coroutine<String> belowOtherOperands(Probe p) {
        return Coroutine.of("at " + p.log(1L) + new Point(p, await(p.value(1)), p.log(2)) + await(p.value('!')));
    }

    @Async
    static Coroutine<List<Point>> inAConditional(Probe p) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            points.add(i == 1 ? new Point(p, await(p.value(i)), "one") : new Point(p, "other", await(p.value(i))));
        }
        return Coroutine.of(points);
    }

    @Async
    static Coroutine<List<Point>> conditionalAmongTheArguments(Probe p) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            points.add(new Point(p, await(p.value(i)) == 1 ? await(p.value("yes")) : "no", i > 1 ? p.log(i) : "small"));
        }
        return Coroutine.of(points);
    }

    @Async
    static Coroutine<Point> conditionOfAnArgumentIsAwaited(Probe p) {
        return Coroutine.of(new Point(
                p,
                await(p.value(true)) && !await(p.value(false)) ? new Point(p, 1, await(p.value(2))) : null,
                await(p.value(0)) > 0 || await(p.value(3)) > 2));
    }

    @Async
    static Coroutine<int[]> arraysOfNewObjects(Probe p) {
        Point[] points = {new Point(p, 1, await(p.value(2))), new Point(p, await(p.value(3)), 4)};
        return Coroutine.of(new int[] {points.length, (Integer) points[0].x, (Integer) new Point[] {points[1]}[0].x});
    }

    @Async
    static Coroutine<Object> newArrayAsAnArgument(Probe p) {
        return Coroutine.of(new Point(
                p, new ArrayList<>(Arrays.asList(await(p.value(1)), 2)), new long[] {1, await(p.value(2L))}.length));
    }

    @Async
    static Coroutine<Void> thrown(Probe p) {
        if (await(p.value(true))) {
            throw new IllegalArgumentException(
                    "because of " + await(p.value("this")), new Exception(await(p.value("cause"))));
        }
        return Coroutine.done();
    }

    @Async
    static Coroutine<String> constructorFails(Probe p) {
        try {
            return Coroutine.of(new String(new char[1], p.log(2), await(p.value(3))));
        } catch (StringIndexOutOfBoundsException e) {
            return Coroutine.of("out of bounds");
        }
    }

    @Async
    static Coroutine<Point> argumentFails(Probe p) {
        Point point = null;
        try {
            point = new Point(p, p.log(1), new Point(p, 2, await(p.fail(new IllegalStateException("no")))));
        } catch (IllegalStateException e) {
            point = new Point(p, e.getMessage(), await(p.value(3)));
        }
        return Coroutine.of(point);
    }

    @Async
    static Coroutine<String> initialisationComesBeforeTheArguments(Probe p) {
        Witness.TEXT.setLength(0);
        Noisy noisy = new Noisy(Witness.TEXT.append(await(p.value("argument "))).length());
        return Coroutine.of(noisy.toString());
    }

    @Async
    static Coroutine<Object> discarded(Probe p) {
        new Point(p, await(p.value("nobody")), "keeps it");
        return Coroutine.of(new Object().equals(await(p.value(1))));
    }

    @Async
    static Coroutine<List<Integer>> inALoopHeader(Probe p) {
        List<Integer> seen = new ArrayList<>(await(p.value(4)));
        for (StringBuilder sb = new StringBuilder(await(p.value("xyz")));
                sb.length() > await(p.value(0));
                sb = new StringBuilder(sb.substring(await(p.value(1))))) {
            seen.add(sb.length());
        }
        return Coroutine.of(seen);
    }

    @Async
    static Coroutine<Object> keptInTwoPlaces(Probe p) {
        Object[] places = new Object[2];
        Object same = places[0] = places[p.log(1)] = new Point(p, await(p.value(1)), 2);
        return Coroutine.of(same == places[0] && same == places[1]);
    }
}

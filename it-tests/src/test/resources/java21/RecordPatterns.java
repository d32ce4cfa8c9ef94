package dev.reprise.it.sources;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.List;

/** Record patterns; javac wraps what their accessors throw, in handlers around code that may await. */
public final class RecordPatterns {

    private RecordPatterns() {}

    record Pair<A, B>(A first, B second) {}

    record Point(int x, long y) {}

    record Failing(String name) {
        @Override
        public String name() {
            throw new IllegalArgumentException("accessor");
        }
    }

    @Async
    static Coroutine<Long> inInstanceof(Probe p) {
        long sum = 0;
        for (Object o : new Object[] {new Point(1, 2), "no", new Point(3, 4)}) {
            if (await(p.value(o)) instanceof Point(int x, long y) && x < await(p.value(3))) {
                sum += x * 10 + await(p.value(y));
            } else if (o instanceof Point(var x, var y)) {
                sum += y * await(p.value(100)) + x;
            }
        }
        return Coroutine.of(sum);
    }

    @Async
    static Coroutine<String> nestedInASwitch(Probe p) {
        StringBuilder out = new StringBuilder();
        for (Object o : List.of(
                new Pair<>(new Point(1, 2), "s"), new Pair<>("t", new Point(3, 4)), new Pair<>(new Pair<>(5, 6L), 'c'))) {
            out.append(
                    switch (await(p.value(o))) {
                        case Pair<?, ?>(Point(int x, long y), String s) -> s + x + await(p.value(y));
                        case Pair<?, ?>(String s, Point(var x, var y)) when x > await(p.value(2)) -> s + (x + y);
                        case Pair<?, ?>(Pair<?, ?>(Integer a, Long b), var c) -> c + "" + await(p.value(a + b));
                        default -> "not reached";
                    });
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> generic(Probe p) {
        Pair<Integer, Pair<String, Double>> pair = new Pair<>(await(p.value(1)), new Pair<>("s", await(p.value(2.5))));
        if (pair instanceof Pair<Integer, Pair<String, Double>>(var i, Pair<String, Double>(var s, var d))) {
            return Coroutine.of(s + await(p.value(i)) + d);
        }
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<String> accessorThatThrows(Probe p) {
        Object o = await(p.value((Object) new Failing("f")));
        try {
            String s = p.log("below") + switch (o) {
                case Failing(String name) -> name + await(p.value("not reached"));
                default -> await(p.value("not reached either"));
            };
            return Coroutine.of(s);
        } catch (MatchException e) {
            return Coroutine.of(await(p.value(e.getCause().getMessage())));
        }
    }

    @Async
    static Coroutine<Integer> inALambda(Probe p) {
        java.util.function.Function<Object, Coroutine<Integer>> lambda = o -> {
            if (!(o instanceof Point(int x, long y))) {
                return Coroutine.of(await(p.value(-1)));
            }
            await(p.pause());
            return Coroutine.of(x + (int) y);
        };
        return Coroutine.of(await(lambda.apply(new Point(1, 2))) * 10 + await(lambda.apply("no")));
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Lambdas that await: they need no annotation. */
public final class Lambdas {

    private final Probe p;
    private int field = 1;

    /** A lambda in a field, made by the constructor. */
    private final IntFunction<Coroutine<Integer>> addToField;

    /** A lambda in a static field, made by the static initialiser. */
    private static final Function<Probe, Coroutine<String>> CONSTANT =
            p -> Coroutine.of("constant " + await(p.value(1)));

    private Lambdas(Probe p) {
        this.p = p;
        this.addToField = n -> {
            this.field += await(p.value(n));
            return Coroutine.of(field);
        };
    }

    private interface Thrower<T> {
        Coroutine<T> call() throws IOException;
    }

    private interface ManyArguments {
        Coroutine<String> call(byte b, long j, String s, double d);
    }

    @Async
    private static <T> Coroutine<List<T>> times(int n, IntFunction<Coroutine<T>> body) {
        List<T> results = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            results.add(await(body.apply(i)));
        }
        return Coroutine.of(results);
    }

    @Async
    static Coroutine<Integer> withoutCapture(Probe p) {
        Function<Probe, Coroutine<Integer>> lambda = q -> Coroutine.of(await(q.value(1)) + await(q.value(2)));
        return Coroutine.of(await(lambda.apply(p)) + await(lambda.apply(p)));
    }

    @Async
    static Coroutine<String> capturingEachKind(Probe p) {
        int i = await(p.value(1));
        long j = 2;
        double d = 3.5;
        String s = "s";
        int[] cell = {0};
        Supplier<Coroutine<String>> lambda = () -> {
            cell[0] += await(p.value(i));
            String t = s + i + j;
            return Coroutine.of(t + await(p.value(d)) + cell[0] + j);
        };
        return Coroutine.of(await(lambda.get()) + await(lambda.get()));
    }

    @Async
    static Coroutine<List<String>> passedAsAnArgument(Probe p) {
        String prefix = await(p.value("n"));
        return Coroutine.of(await(times(3, i -> Coroutine.of(prefix + await(p.value(i))))));
    }

    @Async
    static Coroutine<List<List<Integer>>> nested(Probe p) {
        return Coroutine.of(await(times(2, i -> {
            int base = await(p.value(i * 10));
            return Coroutine.of(await(times(2, j -> Coroutine.of(base + await(p.value(j))))));
        })));
    }

    @Async
    static Coroutine<Integer> returningALambda(Probe p) {
        Function<Integer, Supplier<Coroutine<Integer>>> adder = a -> () -> Coroutine.of(a + await(p.value(5)));
        return Coroutine.of(await(adder.apply(await(p.value(2))).get()));
    }

    @Async
    static Coroutine<Integer> inFields(Probe p) {
        Lambdas lambdas = new Lambdas(p);
        int first = await(lambdas.addToField.apply(10));
        return Coroutine.of(first * 100 + await(lambdas.addToField.apply(20)));
    }

    @Async
    static Coroutine<String> inAStaticField(Probe p) {
        return Coroutine.of(await(CONSTANT.apply(p)) + await(CONSTANT.apply(p)));
    }

    @Async
    static Coroutine<Integer> capturingThis(Probe p) {
        return Coroutine.of(await(new Lambdas(p).multiplied(await(p.value(3)))));
    }

    @Async
    private Coroutine<Integer> multiplied(int by) {
        Supplier<Coroutine<Void>> twice = () -> {
            for (int i = 0; i < 2; i++) {
                field *= await(p.value(by));
            }
            return Coroutine.done();
        };
        await(twice.get());
        return Coroutine.of(field);
    }

    @Async
    static Coroutine<String> throwing(Probe p) {
        Thrower<String> thrower = () -> {
            try {
                return Coroutine.of(await(p.<String, IOException>fail(new IOException("io"))));
            } finally {
                p.log(await(p.value("finally")));
            }
        };
        try {
            return Coroutine.of(await(thrower.call()));
        } catch (IOException e) {
            return Coroutine.of("caught " + e.getMessage());
        }
    }

    @Async
    static Coroutine<String> manyArguments(Probe p) {
        ManyArguments lambda = (b, j, s, d) -> {
            String first = await(p.value(b)) + s;
            return Coroutine.of(first + j + await(p.value(d)) + b);
        };
        return Coroutine.of(await(lambda.call((byte) 1, 2, await(p.value("three")), 4)));
    }

    @Async
    static Coroutine<Integer> besideOrdinaryLambdas(Probe p) {
        List<Integer> list = new ArrayList<>(await(p.value(Arrays.asList(3, 1, 2))));
        list.sort((a, b) -> b - a);
        int limit = await(p.value(2));
        list.removeIf(n -> n > limit);
        return Coroutine.of(list.stream().mapToInt(n -> n * limit).sum() + await(p.value(list.size())));
    }

    @Async
    static Coroutine<Integer> methodReferencesToAsyncMethods(Probe p) {
        Function<Probe, Coroutine<Integer>> reference = Lambdas::withoutCapture;
        BiFunction<Lambdas, Integer, Coroutine<Integer>> unbound = Lambdas::multiplied;
        Supplier<Lambdas> maker = () -> new Lambdas(p);
        return Coroutine.of(await(reference.apply(p)) + await(unbound.apply(maker.get(), 2)));
    }

    @Async
    static Coroutine<Integer> recursiveThroughItsHolder(Probe p) {
        List<IntFunction<Coroutine<Integer>>> self = new ArrayList<>();
        self.add(n ->
                Coroutine.of(n == 0 ? await(p.value(1)) : n * await(self.get(0).apply(n - 1))));
        return Coroutine.of(await(self.get(0).apply(4)));
    }

    @Async
    static Coroutine<String> castToAnIntersection(Probe p) {
        Supplier<Coroutine<String>> lambda =
                (Supplier<Coroutine<String>> & Serializable) () -> Coroutine.of(await(p.value("both")));
        return Coroutine.of(await(lambda.get()) + (lambda instanceof Serializable));
    }

    @Async
    static Coroutine<Integer> chosenByAConditional(Probe p) {
        int sum = 0;
        for (int i = 0; i < 2; i++) {
            Supplier<Coroutine<Integer>> lambda = await(p.value(i)) == 0
                    ? () -> Coroutine.of(await(p.value(1)))
                    : () -> Coroutine.of(await(p.value(10)) + await(p.value(20)));
            sum += await(lambda.get());
        }
        return Coroutine.of(sum);
    }
}

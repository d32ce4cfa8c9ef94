package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Constructor arguments of any number and type. */
public final class Constructors {

    private final String text;

    private Constructors(
            boolean z, byte b, short s, char c, int i, long j, float f, double d, Object o, int[] a, String... more) {
        this.text = "" + z + b + s + c + i + j + f + d + o + a.length + Arrays.toString(more);
    }

    private Constructors(long... numbers) {
        this.text = Arrays.toString(numbers);
    }

    private <T extends Comparable<T>> Constructors(T one, T other) {
        this.text = "compared " + one.compareTo(other);
    }

    private Constructors(int n, Supplier<String> lambda, String after) {
        this.text = n + lambda.get() + after;
    }

    @Override
    public String toString() {
        return text;
    }

    private abstract static class Shape {
        private final String name;

        Shape(String name, int edges) {
            this.name = name + edges;
        }

        abstract int area();
    }

    @Async
    static Coroutine<List<Object>> noArgument(Probe p) {
        return Coroutine.of(Arrays.asList(new Constructors(), await(p.value("beside")), new Constructors()));
    }

    @Async
    static Coroutine<Object> oneOfEachKindEveryOtherAwaited(Probe p) {
        return Coroutine.of(new Constructors(
                await(p.value(true)),
                (byte) 1,
                await(p.value((short) 2)),
                'c',
                await(p.value(3)),
                4L,
                await(p.value(5f)),
                6.0,
                await(p.<Object>value(7)),
                new int[] {8, await(p.value(9))},
                "more",
                await(p.value("yet"))));
    }

    @Async
    static Coroutine<Object> oneOfEachKindTheOthersAwaited(Probe p) {
        return Coroutine.of(new Constructors(
                p.log(true),
                await(p.value((byte) 1)),
                p.log((short) 2),
                await(p.value('c')),
                p.log(3),
                await(p.value(4L)),
                p.log(5f),
                await(p.value(6.0)),
                new Constructors(await(p.value("inner")), "other"),
                await(p.value(new int[3]))));
    }

    @Async
    static Coroutine<Object> wideVarargs(Probe p) {
        return Coroutine.of(new Constructors(p.log(1L), await(p.value(2)), await(p.value(3L))));
    }

    @Async
    static Coroutine<Object> genericConstructor(Probe p) {
        return Coroutine.of(new <String>Constructors(await(p.value("b")), await(p.value("a"))));
    }

    @Async
    static Coroutine<Object> lambdaAmongTheArguments(Probe p) {
        int captured = await(p.value(1));
        return Coroutine.of(new Constructors(p.log(2), () -> "lambda " + captured, await(p.value(" after"))));
    }

    @Async
    static Coroutine<Object> anonymousSubclass(Probe p) {
        int side = await(p.value(3));
        Shape square = new Shape(await(p.value("square")), p.log(4)) {
            @Override
            int area() {
                return side * side;
            }
        };
        return Coroutine.of(square.name + square.area());
    }

    @Async
    static Coroutine<Object> newInsideNewInsideNew(Probe p) {
        return Coroutine.of(new StringBuilder(new StringBuilder(
                                new String(new char[] {await(p.value('a')), 'b'}, p.log(0), await(p.value(2))))
                        .append(await(p.value(new StringBuilder(await(p.value("c")))))))
                .reverse()
                .toString());
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Methods of every kind: static, instance, private, generic, varargs, overloaded, overridden. */
public final class Methods {

    private final Probe p;
    private int field = 1;

    private Methods(Probe p) {
        this.p = p;
    }

    @Async
    static Coroutine<String> instanceMethods(Probe p) {
        Methods m = new Methods(p);
        await(m.add(await(p.value(4))));
        await(m.hidden());
        return Coroutine.of("field " + m.field);
    }

    @Async
    Coroutine<Void> add(int n) {
        field += await(p.value(n));
        this.field += await(p.value(n));
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> hidden() {
        Methods self = this;
        await(p.pause());
        self.field *= await(p.value(10)) + (self == this ? 0 : 1);
        return Coroutine.done();
    }

    @Async
    static Coroutine<String> overloads(Probe p) {
        Methods m = new Methods(p);
        return Coroutine.of(
                await(m.over(1)) + await(m.over(1L)) + await(m.over("1")) + await(m.over(1, 1)) + await(over(p)));
    }

    @Async
    private Coroutine<String> over(int n) {
        return Coroutine.of("int " + await(p.value(n)));
    }

    @Async
    private Coroutine<String> over(long n) {
        return Coroutine.of("long " + await(p.value(n)));
    }

    @Async
    private Coroutine<String> over(Object o) {
        return Coroutine.of("object " + await(p.value(o)));
    }

    @Async
    private Coroutine<String> over(int a, int b) {
        return Coroutine.of("two " + (await(p.value(a)) + b));
    }

    @Async
    private static Coroutine<String> over(Probe p) {
        return Coroutine.of("static " + await(p.value(5)));
    }

    @Async
    static Coroutine<List<Integer>> genericMethods(Probe p) {
        List<Integer> list = await(Methods.<Integer, List<Integer>>collected(p, new ArrayList<>(), 3, 1, 2));
        list.add(await(greatest(p, list)));
        list.add(await(Methods.<Integer>identity(p.value(7))));
        return Coroutine.of(list);
    }

    @Async
    @SafeVarargs
    private static <T, C extends Collection<? super T>> Coroutine<C> collected(Probe p, C into, T... elements) {
        for (T element : elements) {
            into.add(await(p.value(element)));
        }
        return Coroutine.of(into);
    }

    @Async
    private static <T extends Comparable<? super T>> Coroutine<T> greatest(Probe p, List<? extends T> list) {
        T best = null;
        for (T t : list) {
            if (best == null || t.compareTo(await(p.value(best))) > 0) {
                best = t;
            }
        }
        return Coroutine.of(best);
    }

    @Async
    private static <T> Coroutine<T> identity(Awaitable<? extends T> awaitable) {
        T value = await(awaitable);
        return Coroutine.of(value);
    }

    @Async
    static Coroutine<Integer> intersectionTypes(Probe p) {
        return Coroutine.of(await(both(p, "intersection", Comparator.<Integer>naturalOrder())));
    }

    @Async
    private static <T extends CharSequence & Comparable<T>> Coroutine<Integer> both(
            Probe p, T t, Comparator<Integer> order) {
        T same = await(p.value(t));
        int compared = same.compareTo(t);
        return Coroutine.of(order.compare(await(p.value(same.length())), compared));
    }

    @Async
    static Coroutine<String> varargs(Probe p) {
        return Coroutine.of(await(total(p, "none"))
                + await(total(p, "some", 1, 2L, 3.5))
                + await(total(p, "array", new Number[1])));
    }

    @Async
    private static Coroutine<String> total(Probe p, String name, Number... numbers) {
        double sum = 0;
        for (Number n : numbers) {
            sum += n == null ? await(p.value(100)) : await(p.value(n)).doubleValue();
        }
        return Coroutine.of(await(p.value(name)) + numbers.length + ":" + sum + " ");
    }

    @Async
    static Coroutine<String> parametersOfEachKind(Probe p) {
        return Coroutine.of(await(new Methods(p)
                .many(true, (byte) 1, (short) 2, 'c', 4, 5L, 6f, 7.0, "8", new long[] {9}, Arrays.asList(10))));
    }

    @Async
    private Coroutine<String> many(
            boolean z, byte b, short s, char c, int i, long j, float f, double d, String t, long[] a, List<?> l) {
        String first = z + "" + b + s + c + await(p.value(i)) + j;
        return Coroutine.of(first + f + d + t + await(p.value(a))[0] + l + z + b + s + c + i + j);
    }

    @Async
    static Coroutine<Object> bridges(Probe p) {
        Shape<Integer> shape = new Square();
        Object viaBridge = await(shape.scaled(p, 3));
        p.log(viaBridge);
        return Coroutine.of(await(new Square().scaled(p, 4)));
    }

    private abstract static class Shape<N extends Number> {
        abstract Awaitable<? extends Number> scaled(Probe p, N by);
    }

    private static final class Square extends Shape<Integer> {
        @Async
        @Override
        Coroutine<Long> scaled(Probe p, Integer by) {
            return Coroutine.of(by * await(p.value((long) by)));
        }
    }

    @Async
    static Coroutine<String> wildcardsAndRawTypes(Probe p) {
        List<? extends Number> numbers = await(p.value(Arrays.asList(1, 2.5)));
        Awaitable<?> any = p.value("any");
        Object o = await(any);
        Number n = numbers.get(await(p.value(1)));
        return Coroutine.of(o + " " + n);
    }

    @Async
    static Coroutine<Integer> namesThatDifferInCaseOnly(Probe p) {
        return Coroutine.of(await(sum(p, 1)) + await(Sum(p, 10)) + await(SUM(p, 100)));
    }

    @Async
    private static Coroutine<Integer> sum(Probe p, int n) {
        return Coroutine.of(await(p.value(n)) + 1);
    }

    @Async
    private static Coroutine<Integer> Sum(Probe p, int n) {
        return Coroutine.of(await(p.value(n)) + 2);
    }

    @Async
    private static Coroutine<Integer> SUM(Probe p, int n) {
        return Coroutine.of(await(p.value(n)) + 3);
    }
}

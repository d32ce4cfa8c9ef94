package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/** An await as the one operand of an expression or a statement: wherever Java's grammar has room for one. */
public final class Positions {

    private int field = 4;
    private int calls;

    private Positions() {}

    private int i() {
        return calls++;
    }

    @Async
    static Coroutine<Object> compoundAssignmentOfAComputedElement(Probe p) {
        Positions at = new Positions();
        int[] a = {1, 2, 3};
        a[at.i()] += await(p.value(10));
        a[at.i()] <<= await(p.value(2L));
        String[] s = {"x", null, "z"};
        s[at.i()] += await(p.value('!'));
        s[p.log(1)] += await(p.value(at.calls));
        return Coroutine.of(new Object[] {a, s, at.calls});
    }

    @Async
    static Coroutine<Object> indexOfAnElementRead(Probe p) {
        int[] a = {5, 6, 7};
        long[][] grid = {{1, 2}, {3, 4}};
        return Coroutine.of(Arrays.asList(
                a[await(p.value(2))],
                grid[await(p.value(1))][await(p.value(0))],
                await(p.value(a))[1],
                await(p.value(grid))[0][await(p.value(1))],
                await(p.value(a)).length));
    }

    @Async
    static Coroutine<Object> receiver(Probe p) {
        Positions at = new Positions();
        int length = await(p.value("four")).length();
        int read = await(p.value(at)).field;
        await(p.value(at)).field = await(p.value(9));
        return Coroutine.of(Arrays.asList(
                length,
                read,
                at.field,
                await(p.value(at)).i(),
                await(p.value(Arrays.asList(1))).get(0)));
    }

    @Async
    static Coroutine<Object> receiverOfAMethodReference(Probe p) {
        Supplier<Integer> length = await(p.value("bound"))::length;
        Function<String, String> concat = await(p.value("left "))::concat;
        p.log(length.get());
        Supplier<String> never = await(p.<String>value(null))::trim;
        return Coroutine.of(concat.apply(never.get()));
    }

    @Async
    static Coroutine<Object> unaryOperators(Probe p) {
        boolean not = !await(p.value(true));
        int minus = -await(p.value(5)) + +await(p.value(2));
        long complement = ~await(p.value(7L));
        double negated = -await(p.value(0.0));
        return Coroutine.of(Arrays.asList(not, minus, complement, negated));
    }

    @Async
    static Coroutine<Object> boxedUnboxedAndCast(Probe p) {
        int unboxed = await(p.value(3));
        Long boxed = (long) await(p.value(4));
        Object widened = (double) await(p.value(5f));
        Character c = (char) (await(p.value('a')) + 1);
        Number cast = (Number) await(p.<Object>value(6));
        Comparable<Integer> both = (Comparable<Integer> & java.io.Serializable) await(p.value(7));
        return Coroutine.of(Arrays.asList(unboxed, boxed, widened, c, cast, both.compareTo(6)));
    }

    @Async
    static Coroutine<String> castThatFails(Probe p) {
        try {
            String s = (String) await(p.<Object>value(1));
            return Coroutine.of(s);
        } catch (ClassCastException e) {
            return Coroutine.of("not a string, " + await(p.value("as expected")));
        }
    }

    @Async
    static Coroutine<Object> operandOfInstanceof(Probe p) {
        return Coroutine.of(Arrays.asList(
                await(p.<Object>value("s")) instanceof String, !(await(p.<Object>value(1)) instanceof String)));
    }

    @Async
    static Coroutine<String> thrown(Probe p) throws IOException {
        if (await(p.value(true))) {
            throw await(p.value(new IOException("thrown")));
        }
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<String> returned(Probe p) {
        return await(p.value(Coroutine.of("returned")));
    }

    @Async
    static Coroutine<String> conditionOfEachStatement(Probe p) {
        StringBuilder out = new StringBuilder();
        int n = 0;
        while (await(p.value(n)) < 2) {
            n++;
        }
        do {
            n--;
        } while (await(p.value(n)) > 0);
        for (; await(p.value(n)) < 1; n++) {
            out.append("for");
        }
        if (await(p.value(n == 1))) {
            out.append("if");
        }
        out.append(await(p.value(true)) ? "then" : "else");
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<List<String>> besideALambda(Probe p) throws Exception {
        List<String> out = new ArrayList<>();
        int captured = 2;
        out.add(called(p.log("before"), () -> "plain" + captured, await(p.value("after"))));
        out.add(called(
                await(p.value("first")),
                new Supplier<String>() {
                    @Override
                    public String get() {
                        return "anonymous" + captured;
                    }
                },
                ""));
        Callable<String> reference = out.toString()::trim;
        return Coroutine.of(Arrays.asList(out.get(0), out.get(1), reference.call() + await(p.value(1))));
    }

    private static String called(String a, Supplier<String> lambda, String b) {
        return a + lambda.get() + b;
    }

    @Async
    static Coroutine<Object> varargsOfEachKind(Probe p) {
        return Coroutine.of(Arrays.asList(
                sum(await(p.value(1)), 2, await(p.value(3))),
                sum(),
                sum(await(p.value(new int[] {4, 5}))),
                String.format(await(p.value("%s-%d")), await(p.value("s")), await(p.value(6)))));
    }

    private static int sum(int... numbers) {
        int sum = 0;
        for (int n : numbers) {
            sum = sum * 10 + n;
        }
        return sum;
    }
}

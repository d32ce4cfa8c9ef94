package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;
import java.util.function.Supplier;

/** Bodies that end by returning another coroutine, which they then await. */
public final class TailAwaits {

    private TailAwaits() {}

    @Async
    private static Coroutine<String> named(Probe p, String name) {
        return Coroutine.of(name + await(p.value("!")));
    }

    @Async
    static Coroutine<String> afterAnAwait(Probe p) {
        String name = await(p.value("tail"));
        return named(p, name);
    }

    @Async
    static Coroutine<String> withoutAnAwaitOfItsOwn(Probe p) {
        p.log("only a tail");
        return named(p, "tail");
    }

    @Async
    static Coroutine<String> chained(Probe p) {
        return afterAnAwait(p);
    }

    @Async
    static Coroutine<String> chosenAmongCompletedAndPending(Probe p) {
        return Coroutine.of(await(chosen(p, 0)) + await(chosen(p, 1)) + await(chosen(p, 2)));
    }

    @Async
    private static Coroutine<String> chosen(Probe p, int which) {
        return await(p.value(which)) == 0
                ? Coroutine.of("completed")
                : which == 1 ? named(p, "pending") : Coroutine.of(await(p.value("awaited")));
    }

    @Async
    static Coroutine<Void> ofNothing(Probe p) {
        return await(p.value(true)) ? nothing(p) : Coroutine.done();
    }

    @Async
    private static Coroutine<Void> nothing(Probe p) {
        p.log("nothing");
        await(p.pause());
        return Coroutine.done();
    }

    @Async
    static Coroutine<String> storedInALocalFirst(Probe p) {
        Coroutine<String> result = Coroutine.of("completed");
        if (await(p.value(true))) {
            result = named(p, "replaced");
        }
        return result;
    }

    @Async
    static Coroutine<String> ofALambda(Probe p) {
        Supplier<Coroutine<String>> lambda = () -> {
            p.log(await(p.value("in the lambda")));
            return named(p, "from a lambda");
        };
        return lambda.get();
    }

    @Async
    static Coroutine<String> failing(Probe p) {
        try {
            return Coroutine.of(await(thrower(p)));
        } catch (IOException e) {
            return Coroutine.of("caught " + e.getMessage());
        }
    }

    @Async
    private static Coroutine<String> thrower(Probe p) throws IOException {
        if (await(p.value(false))) {
            return Coroutine.of("not reached");
        }
        return last(p);
    }

    @Async
    private static Coroutine<String> last(Probe p) throws IOException {
        await(p.fail(new IOException("from the tail")));
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<String> completedInsideATry(Probe p) {
        try {
            return await(p.value(true)) ? Coroutine.of(await(p.value("yes"))) : Coroutine.of("no");
        } finally {
            p.log(await(p.value("finally")));
        }
    }

    @Async
    static Coroutine<Integer> recursion(Probe p) {
        return factorial(p, 5, 1);
    }

    @Async
    private static Coroutine<Integer> factorial(Probe p, int n, int product) {
        return n == 0 ? Coroutine.of(product) : factorial(p, n - 1, product * await(p.value(n)));
    }

    @Async
    static Coroutine<Integer> recursionWithoutTails(Probe p) {
        return Coroutine.of(await(fibonacci(p, 5)));
    }

    @Async
    private static Coroutine<Integer> fibonacci(Probe p, int n) {
        if (n < 2) {
            return Coroutine.of(await(p.value(n)));
        }
        return Coroutine.of(await(fibonacci(p, n - 1)) + await(fibonacci(p, n - 2)));
    }

    @Async
    static Coroutine<Boolean> mutualRecursion(Probe p) {
        return Coroutine.of(await(isEven(p, 7)) || await(isOdd(p, 4)));
    }

    @Async
    private static Coroutine<Boolean> isEven(Probe p, int n) {
        return n == 0 ? Coroutine.of(true) : isOdd(p, n - 1);
    }

    @Async
    private static Coroutine<Boolean> isOdd(Probe p, int n) {
        boolean odd = n != 0 && await(isEven(p, n - 1));
        await(p.pause());
        return Coroutine.of(odd);
    }

    @Async
    static Coroutine<Integer> ackermann(Probe p) {
        return Coroutine.of(await(ackermann(p, 1, 2)));
    }

    @Async
    private static Coroutine<Integer> ackermann(Probe p, int m, int n) {
        return m == 0
                ? Coroutine.of(n + await(p.value(1)))
                : ackermann(p, m - 1, n == 0 ? 1 : await(ackermann(p, m, n - 1)));
    }
}

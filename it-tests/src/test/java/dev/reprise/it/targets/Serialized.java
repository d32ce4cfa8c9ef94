package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Objects and lambdas that are written and read again before they run. */
public final class Serialized {

    private Serialized() {}

    private interface Step extends Function<Probe, Coroutine<String>>, Serializable {}

    private static final class Account implements Serializable {
        private static final long serialVersionUID = 1L;

        private int balance = 10;
        private final Step report = q -> Coroutine.of("holds " + await(q.value(this.balance)));

        @Async
        Coroutine<Integer> deposit(Probe p, int amount) {
            balance += await(p.value(amount));
            return Coroutine.of(balance);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Async
    static Coroutine<String> lambda(Probe p) throws IOException, ClassNotFoundException {
        Step step = q -> Coroutine.of("read " + await(q.value("again")));
        Step read = copy(step);
        return Coroutine.of(await(read.apply(p)) + (read != step));
    }

    @Async
    static Coroutine<String> lambdaWithCaptures(Probe p) throws IOException, ClassNotFoundException {
        List<String> captured = Arrays.asList(await(p.value("captured")));
        long wide = await(p.value(5L));
        Step step = q -> {
            String s = captured.get(0) + await(q.value(wide));
            return Coroutine.of(s + wide + await(q.value(captured)));
        };
        return Coroutine.of(await(copy(step).apply(p)));
    }

    @Async
    static Coroutine<String> objectWithALambda(Probe p) throws IOException, ClassNotFoundException {
        Account account = new Account();
        await(account.deposit(p, 5));
        Account read = copy(account);
        return Coroutine.of(await(read.deposit(p, 7)) + await(read.report.apply(p)) + account.balance);
    }

    @Async
    static Coroutine<String> methodReference(Probe p) throws IOException, ClassNotFoundException {
        Step step = Serialized::referenced;
        return Coroutine.of(await(copy(step).apply(p)));
    }

    @Async
    private static Coroutine<String> referenced(Probe p) {
        return Coroutine.of(await(p.value("referenced")));
    }
}

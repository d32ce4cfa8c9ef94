package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.List;

/** Records and enums with async methods, constant bodies among them. */
public final class RecordsAndEnums {

    private RecordsAndEnums() {}

    private record Account(String owner, long balance) {
        Account {
            if (balance < 0) {
                throw new IllegalArgumentException(owner + " is in debt");
            }
        }

        @Async
        Coroutine<Account> deposit(Probe p, long amount) {
            return Coroutine.of(new Account(owner, balance + await(p.value(amount))));
        }

        @Async
        static Coroutine<Account> open(Probe p, String owner) {
            return Coroutine.of(new Account(await(p.value(owner)), await(p.value(0L))));
        }
    }

    private record Pair<A, B>(A first, B second) {
        @Async
        <C> Coroutine<Pair<A, C>> withSecond(Probe p, C other) {
            return Coroutine.of(new Pair<>(first(), await(p.value(other))));
        }
    }

    private enum Operation {
        PLUS {
            @Override
            @Async
            Coroutine<Integer> apply(Probe p, int a, int b) {
                return Coroutine.of(await(p.value(a)) + await(p.value(b)));
            }
        },
        TIMES("*") {
            private int calls;

            @Override
            @Async
            Coroutine<Integer> apply(Probe p, int a, int b) {
                calls++;
                return Coroutine.of(a * await(p.value(b)) + calls - calls);
            }
        },
        NONE;

        private final String sign;

        Operation() {
            this("");
        }

        Operation(String sign) {
            this.sign = sign;
        }

        @Async
        Coroutine<Integer> apply(Probe p, int a, int b) {
            return Coroutine.of(await(p.value(ordinal())) * (a - b));
        }

        @Async
        static Coroutine<List<Integer>> all(Probe p) {
            List<Integer> results = new ArrayList<>();
            for (Operation operation : values()) {
                results.add(await(operation.apply(p, 6, 7)));
                results.add(await(p.value(operation.sign.length())));
            }
            return Coroutine.of(results);
        }
    }

    @Async
    static Coroutine<Account> recordMethods(Probe p) {
        Account account = await(Account.open(p, "me"));
        account = await(account.deposit(p, 5));
        return Coroutine.of(await(account.deposit(p, await(p.value(7L)))));
    }

    @Async
    static Coroutine<Account> recordConstructorFails(Probe p) {
        return Coroutine.of(await(new Account("me", 1).deposit(p, -2)));
    }

    @Async
    static Coroutine<Object> genericRecord(Probe p) {
        Pair<String, Integer> pair = new Pair<>("a", await(p.value(1)));
        return Coroutine.of(await(pair.withSecond(p, 2.5)));
    }

    @Async
    static Coroutine<List<Integer>> enumConstants(Probe p) {
        return Coroutine.of(await(Operation.all(p)));
    }

    @Async
    static Coroutine<Integer> enumConstantBody(Probe p) {
        Operation operation = Operation.valueOf(await(p.value("TIMES")));
        return Coroutine.of(await(operation.apply(p, 3, 4)));
    }
}

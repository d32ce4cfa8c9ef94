package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import dev.reprise.it.targets.other.Cousin;
import dev.reprise.it.targets.other.Niece;

/** What an async method may belong to, and who overrides or calls it. */
public final class Owners {

    private Owners() {}

    private abstract static class Template {
        protected abstract Coroutine<String> part(Probe p, int number);

        @Async
        Coroutine<String> whole(Probe p) {
            return Coroutine.of(await(part(p, 1)) + await(p.value("+")) + await(part(p, 2)));
        }

        @Async
        private static Coroutine<Template> chosen(Probe p) {
            return Coroutine.of(await(p.value(true)) ? new Filled("f") : null);
        }
    }

    private static final class Filled extends Template {
        private final String prefix;

        Filled(String prefix) {
            this.prefix = prefix;
        }

        @Async
        @Override
        protected Coroutine<String> part(Probe p, int number) {
            return Coroutine.of(prefix + await(p.value(number)));
        }
    }

    @Async
    static Coroutine<String> abstractClass(Probe p) {
        return Coroutine.of(await(await(Template.chosen(p)).whole(p)));
    }

    private static class Elder {
        @Async
        Coroutine<String> name(Probe p) {
            return Coroutine.of(await(p.value("elder")));
        }

        @Async
        Coroutine<String> greeting(Probe p) {
            return Coroutine.of("I am " + await(name(p)));
        }
    }

    private static final class Younger extends Elder {
        @Async
        @Override
        Coroutine<String> name(Probe p) {
            return Coroutine.of("younger than " + await(super.name(p)) + await(p.value("!")));
        }
    }

    @Async
    static Coroutine<String> packagePrivateOverrideWithinAPackage(Probe p) {
        return Coroutine.of(await(new Younger().greeting(p)) + await(new Elder().greeting(p)));
    }

    /** Has a method named as a package-private one of its superclass in another package, which it does not override. */
    public static class Stranger extends Cousin {
        @Async
        Coroutine<String> name(Probe p) {
            return Coroutine.of(await(p.value("stranger")));
        }

        @Async
        public Coroutine<String> both(Probe p) {
            return Coroutine.of(await(name(p)) + " " + await(greeting(p)));
        }
    }

    @Async
    static Coroutine<String> packagePrivateMethodsAcrossPackages(Probe p) {
        return Coroutine.of(await(new Stranger().both(p)) + ", " + await(new Niece().both(p)));
    }

    private static class Any {
        Object made(Probe p) {
            return p.value("any");
        }
    }

    private static class Some extends Any {
        @Override
        Awaitable<String> made(Probe p) {
            return p.value("some");
        }
    }

    private static final class One extends Some {
        @Async
        @Override
        Coroutine<String> made(Probe p) {
            return Coroutine.of(await(super.made(p)) + await(p.value("one")));
        }
    }

    @Async
    static Coroutine<String> covariantReturns(Probe p) {
        Any any = new One();
        Some some = new One();
        String viaBothBridges = "" + await((Awaitable<?>) any.made(p)) + await(some.made(p));
        return Coroutine.of(viaBothBridges + await(new One().made(p)));
    }

    private abstract static class Repository<K extends Comparable<K>, V> {
        @Async
        Coroutine<V> find(Probe p, K key) {
            return Coroutine.of(await(load(p, await(p.value(key)))));
        }

        abstract Coroutine<V> load(Probe p, K key);
    }

    private static final class Names extends Repository<Integer, String> {
        @Async
        @Override
        Coroutine<String> find(Probe p, Integer key) {
            return Coroutine.of("<" + await(super.find(p, key + 1)) + ">");
        }

        @Async
        @Override
        Coroutine<String> load(Probe p, Integer key) {
            return Coroutine.of("name " + await(p.value(key)));
        }
    }

    @Async
    static Coroutine<String> genericWithBridges(Probe p) {
        Repository<Integer, String> names = new Names();
        return Coroutine.of(await(names.find(p, 1)) + await(new Names().find(p, 5)));
    }

    @Async
    static Coroutine<String> overloadsThatDifferInTheirParametersTypesOnly(Probe p) {
        return Coroutine.of(await(same(p, 1))
                + await(same(p, (Integer) 2))
                + await(same(p, 3L))
                + await(same(p, (Object) 4))
                + await(same(p, new int[] {5}))
                + await(same(p, new Integer[] {6})));
    }

    @Async
    private static Coroutine<String> same(Probe p, int x) {
        return Coroutine.of("int" + await(p.value(x)));
    }

    @Async
    private static Coroutine<String> same(Probe p, Integer x) {
        return Coroutine.of("Integer" + await(p.value(x)));
    }

    @Async
    private static Coroutine<String> same(Probe p, long x) {
        return Coroutine.of("long" + await(p.value(x)));
    }

    @Async
    private static Coroutine<String> same(Probe p, Object x) {
        return Coroutine.of("Object" + await(p.value(x)));
    }

    @Async
    private static Coroutine<String> same(Probe p, int[] x) {
        return Coroutine.of("ints" + await(p.value(x))[0]);
    }

    @Async
    private static Coroutine<String> same(Probe p, Integer... x) {
        return Coroutine.of("Integers" + await(p.value(x))[0]);
    }

    private static final class Mate {
        private int secret = 1;

        private Mate() {}

        @Async
        private Coroutine<Integer> grow(Probe p, Mate other) {
            secret += await(p.value(10));
            other.secret++;
            other.secret -= await(p.value(3));
            return Coroutine.of(hidden(secret) + other.hidden(other.secret));
        }

        private int hidden(int n) {
            return n * 2;
        }
    }

    @Async
    static Coroutine<String> privateMembersOfNestMates(Probe p) {
        Mate one = new Mate();
        Mate other = new Mate();
        int sum = await(one.grow(p, other));
        one.secret *= await(p.value(2)) + other.secret--;
        return Coroutine.of(sum + ":" + one.secret + ":" + other.hidden(await(p.value(7))) + other.secret);
    }
}

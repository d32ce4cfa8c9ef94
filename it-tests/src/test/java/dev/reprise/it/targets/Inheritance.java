package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import dev.reprise.it.targets.other.Ancestor;
import java.util.function.Supplier;

/** Super calls, protected members of another package, overriding within one package. */
public final class Inheritance {

    private Inheritance() {}

    private static class Base {
        protected int state = 1;

        @Async
        Coroutine<Integer> grow(Probe p, int by) {
            state += await(p.value(by));
            return Coroutine.of(state + await(hook(p)));
        }

        @Async
        Coroutine<Integer> hook(Probe p) {
            return Coroutine.of(await(p.value(1000)));
        }

        int plain(int n) {
            return n + state;
        }
    }

    private static class Middle extends Base {
        @Async
        @Override
        Coroutine<Integer> grow(Probe p, int by) {
            return Coroutine.of(await(super.grow(p, await(p.value(by * 2)))) + super.plain(await(p.value(1))));
        }

        @Override
        int plain(int n) {
            return -n;
        }
    }

    private static final class Last extends Middle {
        @Async
        @Override
        Coroutine<Integer> grow(Probe p, int by) {
            int sum = plain(await(p.value(3)));
            Supplier<Coroutine<Integer>> inALambda = () -> Coroutine.of(await(super.grow(p, by)) + super.plain(1));
            return Coroutine.of(sum + await(inALambda.get()));
        }

        @Async
        @Override
        Coroutine<Integer> hook(Probe p) {
            return Coroutine.of(super.state + await(super.hook(p)) + await(p.value(1)));
        }
    }

    /** A subclass in another package than its superclass, whose protected members it uses. */
    private static final class Descendant extends Ancestor {
        Descendant(String name) {
            super(name);
        }

        @Async
        Coroutine<String> useProtected(Probe p) {
            name += await(p.value("+"));
            this.count += await(p.value(1));
            count++;
            String s = decorated(await(p.value("x"))) + made + super.decorated(await(p.value("y")));
            return Coroutine.of(s + name + count + await(super.later(p)) + await(later(p)));
        }

        @Async
        @Override
        protected Coroutine<String> later(Probe p) {
            Supplier<Coroutine<String>> inALambda = () -> Coroutine.of(name + await(super.later(p)) + decorated("l"));
            return Coroutine.of("overridden " + await(inALambda.get()));
        }

        private final class Inner {
            @Async
            Coroutine<String> useOuters(Probe p) {
                Descendant.this.count += await(p.value(5));
                return Coroutine.of(decorated(await(p.value("i"))) + await(Descendant.super.later(p)) + count);
            }
        }
    }

    @Async
    static Coroutine<Integer> superMethod(Probe p) {
        return Coroutine.of(await(new Middle().grow(p, 5)));
    }

    @Async
    static Coroutine<Integer> superMethodThroughThreeLevels(Probe p) {
        Base last = new Last();
        return Coroutine.of(await(last.grow(p, 5)) * 10 + last.state);
    }

    @Async
    static Coroutine<String> protectedMembersOfAnotherPackage(Probe p) {
        return Coroutine.of(await(new Descendant("d").useProtected(p)));
    }

    @Async
    static Coroutine<String> protectedMembersThroughAnInnerClass(Probe p) {
        return Coroutine.of(await(new Descendant("d").new Inner().useOuters(p)));
    }

    @Async
    static Coroutine<String> superMethodOfObject(Probe p) {
        return Coroutine.of(await(p.value("was ")) + await(new Equal().compare(p, "other")));
    }

    private static final class Equal {
        @Override
        public boolean equals(Object other) {
            return true;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Async
        Coroutine<Boolean> compare(Probe p, Object other) {
            return Coroutine.of(equals(await(p.value(other))) && !super.equals(await(p.value(other))));
        }
    }
}

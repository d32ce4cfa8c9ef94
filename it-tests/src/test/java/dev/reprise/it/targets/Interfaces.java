package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Async methods of interfaces: abstract, default, private, static; and of what implements them. */
public final class Interfaces {

    private Interfaces() {}

    private interface Source<T> {
        @Async
        Coroutine<T> read(Probe p);

        @Async
        default Coroutine<String> readTwice(Probe p) {
            return Coroutine.of(prefix(p) + await(read(p)) + await(p.value(",")) + await(read(p)) + await(suffix(p)));
        }

        private String prefix(Probe p) {
            return p.log("<");
        }

        @Async
        private Coroutine<String> suffix(Probe p) {
            return Coroutine.of(await(p.value(">")) + await(bare(p)));
        }

        @Async
        static Coroutine<String> bare(Probe p) {
            return Coroutine.of(await(inner(p, 1L)));
        }

        @Async
        private static Coroutine<String> inner(Probe p, long n) {
            return Coroutine.of("static" + (n + await(p.value(2L))));
        }
    }

    private static final class Counter implements Source<Integer> {
        private int next;

        @Override
        @Async
        public Coroutine<Integer> read(Probe p) {
            return Coroutine.of(await(p.value(++next)));
        }
    }

    private static final class Loud implements Source<String> {
        @Override
        @Async
        public Coroutine<String> read(Probe p) {
            return Coroutine.of(await(p.value("loud")));
        }

        @Override
        @Async
        public Coroutine<String> readTwice(Probe p) {
            return Coroutine.of(
                    await(Source.super.readTwice(p)).toUpperCase(java.util.Locale.ROOT) + await(p.value("!")));
        }
    }

    private interface Left {
        @Async
        default Coroutine<String> side(Probe p) {
            return Coroutine.of(await(p.value("left")));
        }
    }

    private interface Right {
        @Async
        default Coroutine<String> side(Probe p) {
            return Coroutine.of(await(p.value("right")));
        }
    }

    private static final class Both implements Left, Right {
        @Override
        @Async
        public Coroutine<String> side(Probe p) {
            return Coroutine.of(await(Left.super.side(p)) + await(p.value("+")) + await(Right.super.side(p)));
        }
    }

    @Async
    static Coroutine<Integer> abstractMethodImplemented(Probe p) {
        Source<Integer> source = new Counter();
        return Coroutine.of(await(source.read(p)) * 10 + await(source.read(p)));
    }

    @Async
    static Coroutine<String> defaultMethod(Probe p) {
        return Coroutine.of(await(new Counter().readTwice(p)));
    }

    @Async
    static Coroutine<String> defaultMethodOverridden(Probe p) {
        return Coroutine.of(await(new Loud().readTwice(p)));
    }

    @Async
    static Coroutine<String> staticAndPrivateMethods(Probe p) {
        return Coroutine.of(await(Source.bare(p)));
    }

    @Async
    static Coroutine<String> twoDefaultsOfOneName(Probe p) {
        return Coroutine.of(await(new Both().side(p)));
    }

    @Async
    static Coroutine<String> implementedByALambda(Probe p) {
        Source<String> lambda = q -> Coroutine.of("lambda" + await(q.value(1)));
        return Coroutine.of(await(lambda.readTwice(p)));
    }

    @Async
    static Coroutine<String> implementedByAnAnonymousClass(Probe p) {
        String captured = await(p.value("captured"));
        Source<String> source = new Source<String>() {
            private int reads;

            @Override
            @Async
            public Coroutine<String> read(Probe q) {
                reads++;
                return Coroutine.of(captured + await(q.value(reads)));
            }
        };
        return Coroutine.of(await(source.readTwice(p)));
    }

    @Async
    static Coroutine<String> implementedByAMethodReference(Probe p) {
        Source<String> source = Interfaces::referenced;
        return Coroutine.of(await(source.readTwice(p)));
    }

    @Async
    private static Coroutine<String> referenced(Probe p) {
        return Coroutine.of(await(p.value("reference")));
    }
}

package dev.reprise.it.sources;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Compiled for Java 8: concatenation by StringBuilder, accessors instead of nest mates, older try-with-resources. */
public final class OldClassFiles {

    private final Probe p;
    private int secret = 1;

    private OldClassFiles(Probe p) {
        this.p = p;
    }

    private interface Source<T> {
        Coroutine<T> read() throws IOException;

        @Async
        default Coroutine<List<T>> readTwice(Probe p) throws IOException {
            List<T> both = new ArrayList<>();
            both.add(await(read()));
            await(p.pause());
            both.add(await(read()));
            return Coroutine.of(both);
        }

        @Async
        static Coroutine<String> named(Probe p) {
            return Coroutine.of("static " + await(p.value(1)));
        }
    }

    private final class Inner {
        @Async
        private Coroutine<Integer> useOuter(int by) {
            secret += await(p.value(by));
            secret++;
            return Coroutine.of(secret * await(p.value(2)) + hidden());
        }
    }

    private int hidden() {
        return secret;
    }

    private static final class Resource implements AutoCloseable {
        private final Probe p;

        private Resource(Probe p, String name) {
            this.p = p;
            p.log(name);
        }

        @Override
        public void close() throws IOException {
            p.log("close");
            throw new IOException("not closed");
        }
    }

    @Async
    static Coroutine<String> concatenation(Probe p) {
        long j = 1L << 40;
        String s = "s";
        s += j + await(p.value(1)) + "t" + await(p.value('c')) + p.log(2.5) + await(p.<Object>value(null));
        return Coroutine.of(s + s.length() + await(p.value(s)));
    }

    @Async
    static Coroutine<Integer> accessors(Probe p) {
        OldClassFiles outer = new OldClassFiles(p);
        return Coroutine.of(await(outer.new Inner().useOuter(4)) + outer.secret);
    }

    @Async
    static Coroutine<String> resourceThatDoesNotClose(Probe p) throws IOException {
        try (Resource a = new Resource(p, await(p.value("a")));
                Resource b = new Resource(p, "b")) {
            p.log(a != b);
            await(p.fail(new IllegalStateException("body")));
        }
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<String> interfaceMethods(Probe p) throws IOException {
        Source<Integer> source = () -> Coroutine.of(await(p.value(7)));
        return Coroutine.of(await(source.readTwice(p)) + await(Source.named(p)));
    }

    @Async
    static Coroutine<String> switchOnAString(Probe p) {
        StringBuilder out = new StringBuilder();
        for (String s : new String[] {"Aa", "BB", "x"}) {
            switch (await(p.value(s))) {
                case "Aa":
                    out.append(await(p.value(1)));
                    break;
                case "BB":
                    out.append(2);
                    break;
                default:
                    out.append(new StringBuilder(await(p.value("new"))));
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> finallyAndLambda(Probe p) {
        int base = await(p.value(3));
        Supplier<Coroutine<Integer>> lambda = () -> {
            try {
                return Coroutine.of(base + await(p.value(4)));
            } finally {
                p.log(await(p.value("finally " + base)));
            }
        };
        return Coroutine.of(await(lambda.get()));
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;

/** Finally blocks on every way out, with awaits in the try, in the handlers and in the finally. */
@SuppressWarnings("finally")
public final class TryFinally {

    private TryFinally() {}

    @Async
    static Coroutine<String> awaitInAllThree(Probe p) {
        String s = "";
        try {
            s += await(p.value("try "));
            s += await(p.<String, IOException>fail(new IOException("failed ")));
        } catch (IOException e) {
            s += await(p.value("catch ")) + e.getMessage();
        } finally {
            s += await(p.value("finally "));
        }
        return Coroutine.of(s + await(p.value("after")));
    }

    @Async
    static Coroutine<Integer> returnThroughFinally(Probe p) {
        int n = 1;
        try {
            n = await(p.value(2));
            return Coroutine.of(n);
        } finally {
            n = await(p.value(3));
            p.log(n);
        }
    }

    @Async
    static Coroutine<Integer> exceptionThroughFinally(Probe p) throws IOException {
        try {
            return Coroutine.of(await(p.<Integer, IOException>fail(new IOException("passes"))));
        } finally {
            p.log(await(p.value("on the way")));
        }
    }

    @Async
    static Coroutine<String> nestedFinallysInOrder(Probe p) {
        try {
            try {
                try {
                    return Coroutine.of(p.log("value ") + await(p.value("returned")));
                } finally {
                    p.log(await(p.value("inner")));
                }
            } finally {
                p.log(await(p.value("middle")));
            }
        } finally {
            p.log(await(p.value("outer")));
        }
    }

    @Async
    static Coroutine<String> tryInsideFinally(Probe p) {
        String s = "";
        try {
            s += await(p.value("a"));
        } finally {
            try {
                s += await(p.<String, IOException>fail(new IOException("b")));
            } catch (IOException e) {
                s += await(p.value(e.getMessage()));
            } finally {
                s += await(p.value("c"));
            }
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<String> tryInsideCatch(Probe p) {
        String s = "";
        try {
            throw new IOException(await(p.value("a")));
        } catch (IOException e) {
            try {
                s += e.getMessage() + await(p.<String, IOException>fail(new IOException("b")));
            } catch (IOException f) {
                s += await(p.value(e.getMessage())) + f.getMessage();
            } finally {
                s += await(p.value("c")) + e.getMessage();
            }
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<Long> wideValueReturnedThroughFinally(Probe p) {
        return Coroutine.of(await(wide(p)) + await(p.value(1L)));
    }

    @Async
    private static Coroutine<Long> wide(Probe p) {
        long kept = 1L << 40;
        double d = 2;
        try {
            return Coroutine.of(kept + await(p.value(1L)) + (long) d);
        } finally {
            kept = 0;
            d = await(p.value(3.0));
            p.log(d);
        }
    }

    @Async
    static Coroutine<String> awaitOnlyInFinally(Probe p) {
        String s = p.log("s");
        try {
            if (s.isEmpty()) {
                return Coroutine.of("empty");
            }
            Integer.parseInt(s);
        } finally {
            p.log(await(p.value(s + " in finally")));
        }
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<String> finallyWithoutAnAwait(Probe p) {
        StringBuilder out = new StringBuilder("a");
        try {
            out.append(await(p.value("b")));
        } finally {
            out.append("c");
            p.log(out.toString());
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> returnInCatchThroughFinally(Probe p) {
        int n = 0;
        try {
            n = await(p.<Integer, IOException>fail(new IOException("x")));
        } catch (IOException e) {
            n += await(p.value(5));
            return Coroutine.of(n);
        } finally {
            p.log(n + await(p.value(1)));
        }
        return Coroutine.of(-1);
    }
}

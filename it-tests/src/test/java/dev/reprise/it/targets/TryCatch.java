package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.sql.SQLException;

/** Exceptions: handlers that await, nested, rethrowing, one after the other. */
public final class TryCatch {

    private TryCatch() {}

    @Async
    static Coroutine<String> awaitInCatch(Probe p) {
        String s = "a";
        try {
            s += await(p.value("b"));
            throw new IllegalArgumentException(s);
        } catch (IllegalArgumentException e) {
            s += await(p.value("c"));
            s += e.getMessage() + await(p.value("d"));
        }
        return Coroutine.of(s + await(p.value("e")));
    }

    @Async
    static Coroutine<String> rethrowAfterAnAwait(Probe p) throws IOException {
        try {
            await(p.fail(new IOException("first")));
        } catch (IOException e) {
            await(p.pause());
            throw e;
        }
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<String> otherExceptionFromACatch(Probe p) {
        try {
            try {
                await(p.fail(new IOException("inner")));
            } catch (IOException e) {
                IllegalStateException outer = new IllegalStateException(await(p.value("outer")), e);
                outer.addSuppressed(new Exception(await(p.value("beside"))));
                throw outer;
            }
        } catch (IllegalStateException e) {
            p.log(e);
            return Coroutine.of(await(p.value("handled")));
        }
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<String> multiCatch(Probe p) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            try {
                if (await(p.value(i)) == 0) {
                    await(p.fail(new IOException("io")));
                } else if (i == 1) {
                    throw new SQLException(await(p.value("sql")));
                }
                Integer.parseInt(await(p.value("no number")));
            } catch (IOException | SQLException e) {
                out.append(await(p.value(e.getMessage())));
            } catch (NumberFormatException e) {
                out.append(e.getMessage());
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> theFirstHandlerThatFits(Probe p) {
        StringBuilder out = new StringBuilder();
        for (Exception e : new Exception[] {new FileNotFoundException("f"), new IOException("i"), new Exception("e")}) {
            try {
                await(p.fail(e));
            } catch (FileNotFoundException f) {
                out.append("file ").append(await(p.value(f.getMessage())));
            } catch (IOException f) {
                out.append("io ").append(await(p.value(f.getMessage())));
            } catch (Exception f) {
                out.append("any ").append(await(p.value(f.getMessage())));
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> nestedTries(Probe p) {
        String s = "";
        try {
            s += await(p.value("1"));
            try {
                s += await(p.value("2"));
                try {
                    s += await(p.<String, Exception>fail(new Exception("3")));
                } catch (RuntimeException e) {
                    s += "wrong handler";
                }
                s += "skipped";
            } catch (IllegalStateException e) {
                s += "wrong handler";
            }
            s += "skipped";
        } catch (Exception e) {
            s += await(p.value(e.getMessage()));
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<Integer> retryLoop(Probe p) {
        int attempts = 0;
        while (true) {
            try {
                attempts++;
                if (attempts < 3) {
                    await(p.fail(new IOException("attempt " + attempts)));
                }
                return Coroutine.of(attempts * await(p.value(10)));
            } catch (IOException e) {
                p.log(e.getMessage());
                await(p.pause());
            }
        }
    }

    @Async
    static Coroutine<Integer> localsAsTheHandlerSeesThem(Probe p) {
        int a = 1;
        long b = 2;
        String c = "c";
        try {
            a = await(p.value(10));
            b = a + await(p.value(20L));
            c = await(p.fail(new IllegalStateException("never assigned")));
        } catch (IllegalStateException e) {
            p.log(c + b);
        }
        return Coroutine.of(a + (int) b);
    }

    @Async
    static Coroutine<String> operandsAreDroppedByAnException(Probe p) {
        String s;
        try {
            s = p.log("kept") + p.log(1L) + new StringBuilder(await(p.<String, IOException>fail(new IOException("x"))));
        } catch (IOException e) {
            s = await(p.value("dropped"));
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<Integer> emptyCatch(Probe p) {
        int n = 1;
        try {
            n = await(p.<Integer, IOException>fail(new IOException("swallowed")));
        } catch (IOException expected) {
            // nothing to do
        }
        return Coroutine.of(n);
    }
}

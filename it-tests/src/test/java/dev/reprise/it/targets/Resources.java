package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;

/** Try with resources; what closes asynchronously is closed by hand, as a loop's own classes do it. */
public final class Resources {

    private Resources() {}

    /** Logs its life; fails when it is closed if it was told to. */
    private static final class Resource implements AutoCloseable {
        private final Probe p;
        private final String name;
        private final IOException onClose;

        Resource(Probe p, String name, IOException onClose) {
            this.p = p;
            this.name = name;
            this.onClose = onClose;
            p.log("open " + name);
        }

        Resource(Probe p, String name) {
            this(p, name, null);
        }

        @Override
        public void close() throws IOException {
            p.log("close " + name);
            if (onClose != null) {
                throw onClose;
            }
        }

        @Async
        Coroutine<Void> closeLater() throws IOException {
            await(p.pause());
            close();
            return Coroutine.done();
        }
    }

    @Async
    static Coroutine<String> awaitInTheBody(Probe p) throws IOException {
        try (Resource r = new Resource(p, "r")) {
            return Coroutine.of(await(p.value(r.name + " used")));
        }
    }

    @Async
    static Coroutine<String> awaitInTheHeader(Probe p) throws IOException {
        String s = "";
        try (Resource r = new Resource(p, await(p.value("r")));
                Resource q = await(p.value(new Resource(p, "q")))) {
            s += r.name + q.name;
        }
        return Coroutine.of(s + await(p.value(".")));
    }

    @Async
    static Coroutine<String> closedInReverseOrder(Probe p) throws IOException {
        try (Resource a = new Resource(p, "a");
                Resource b = new Resource(p, "b");
                Resource none = null) {
            p.log(none == null);
            return Coroutine.of(await(p.value(a.name)) + await(p.value(b.name)));
        }
    }

    @Async
    static Coroutine<String> bodyAndCloseFail(Probe p) throws IOException {
        try (Resource a = new Resource(p, "a", new IOException("a does not close"));
                Resource b = new Resource(p, "b", new IOException("b does not close"))) {
            await(p.fail(new IllegalStateException(a.name + b.name)));
        }
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<String> suppressedSeenByAHandler(Probe p) {
        try (Resource a = new Resource(p, "a", new IOException("not closed"))) {
            await(p.fail(new Exception(a.name)));
            return Coroutine.of("not reached");
        } catch (Exception e) {
            p.log(e);
            return Coroutine.of(await(p.value(e.getSuppressed()[0].getMessage())));
        } finally {
            p.log(await(p.value("finally")));
        }
    }

    @Async
    static Coroutine<String> onlyCloseFails(Probe p) {
        try (Resource a = new Resource(p, "a", new IOException("not closed"))) {
            p.log(await(p.value(a.name)));
        } catch (IOException e) {
            return Coroutine.of(e.getMessage());
        }
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<Integer> inALoopWithContinue(Probe p) throws IOException {
        int used = 0;
        for (int i = 0; i < 4; i++) {
            try (Resource r = new Resource(p, "r" + i)) {
                if (await(p.value(i)) == 1) {
                    continue;
                }
                if (i == 3) {
                    break;
                }
                used += r.name.length();
                await(p.pause());
            }
        }
        return Coroutine.of(used);
    }

    @Async
    static Coroutine<String> nestedResources(Probe p) throws IOException {
        try (Resource a = new Resource(p, "a")) {
            try (Resource b = new Resource(p, a.name + await(p.value("b")))) {
                return Coroutine.of(b.name + await(p.value("!")));
            }
        }
    }

    @Async
    static Coroutine<String> closedByAnAwait(Probe p) throws IOException {
        Resource r = new Resource(p, "r");
        String s;
        try {
            s = await(p.value("used"));
        } finally {
            await(r.closeLater());
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<String> closedByAnAwaitWithSuppression(Probe p) throws Exception {
        Resource r = new Resource(p, "r", new IOException("not closed"));
        Throwable primary = null;
        try {
            return Coroutine.of(await(p.<String, Exception>fail(new Exception("body"))));
        } catch (Exception e) {
            primary = e;
            throw e;
        } finally {
            try {
                await(r.closeLater());
            } catch (IOException e) {
                if (primary == null) {
                    throw e;
                }
                primary.addSuppressed(e);
            }
        }
    }
}

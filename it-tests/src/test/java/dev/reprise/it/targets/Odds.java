package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.ArrayList;
import java.util.List;

/** What fits nowhere else: asserts, text blocks, monitors between awaits, suspend, class literals, dead code. */
public final class Odds {

    private static final Object LOCK = new Object();

    private Odds() {}

    @Async
    static Coroutine<String> assertThatHolds(Probe p) {
        int n = await(p.value(1));
        assert n == 1 : "n is " + n;
        assert await(p.value(true)) : await(p.value("not evaluated"));
        return Coroutine.of("held " + await(p.value(n)));
    }

    @Async
    static Coroutine<String> assertThatFails(Probe p) {
        String s = await(p.value("s"));
        assert s.isEmpty() : "failed with " + await(p.value(s));
        return Coroutine.of("not reached");
    }

    @Async
    static Coroutine<Integer> synchronizedBetweenAwaits(Probe p) {
        int n = await(p.value(1));
        synchronized (LOCK) {
            n += 10;
            synchronized (p) {
                p.log(Thread.holdsLock(LOCK) && Thread.holdsLock(p));
            }
        }
        n += await(p.value(100));
        p.log(Thread.holdsLock(LOCK));
        synchronized (LOCK) {
            if (n > 0) {
                return Coroutine.of(n);
            }
        }
        return Coroutine.of(await(p.value(-1)));
    }

    @Async
    static Coroutine<String> synchronizedThatThrows(Probe p) {
        String s = await(p.value("a"));
        try {
            synchronized (LOCK) {
                throw new IllegalStateException(s);
            }
        } catch (IllegalStateException e) {
            p.log(Thread.holdsLock(LOCK));
            s += await(p.value(e.getMessage()));
        }
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<String> suspendsByItself(Probe p) {
        Object sent = suspend(p.token("one"));
        int below = p.log(3);
        String s = sent + "," + below + suspend(p.token("two")) + await(p.value(1));
        return Coroutine.of(s);
    }

    @Async
    static Coroutine<List<Object>> suspendsAmongOperands(Probe p) {
        List<Object> sent = new ArrayList<>();
        for (long j = 0; j < 3; j++) {
            sent.add(j + (p.log(0.5) + ((String) suspend(p.token("t" + j))).length()));
            sent.add(new StringBuilder((String) suspend(p.token("new")))
                    .append(await(p.value(j)))
                    .toString());
        }
        try {
            sent.add(suspend(p.token("try")));
        } finally {
            sent.add(suspend(p.token("finally")));
        }
        await(p.pause());
        return Coroutine.of(sent);
    }

    @Async
    static Coroutine<String> classLiteralsAndConstants(Probe p) {
        Class<?> type = await(p.value(int[].class));
        long constant = Long.MAX_VALUE;
        final String folded = "fol" + "ded";
        return Coroutine.of(
                type.getName() + Odds.class.getSimpleName() + constant + await(p.value(folded)) + Integer.MIN_VALUE);
    }

    @Async
    static Coroutine<Integer> codeThatIsNeverReached(Probe p) {
        if (true) {
            int n = await(p.value(1));
            while (true) {
                if (n++ > await(p.value(2))) {
                    return Coroutine.of(n);
                }
            }
        }
        return Coroutine.of(await(p.value(-1)));
    }

    @Async
    static Coroutine<Integer> nothingLiveAtAll(Probe p) {
        await(p.pause());
        return Coroutine.of(1);
    }

    @Async
    static Coroutine<Void> awaitAsTheLastStatement(Probe p) {
        for (int i = 0; i < 2; i++) {
            await(p.value(i));
        }
        await(p.pause());
        return Coroutine.done();
    }

    @Async
    static Coroutine<Coroutine<String>> coroutineAsAResult(Probe p) {
        Coroutine<String> completed = Coroutine.of(await(p.value("inner")));
        p.log(await(completed) + await(completed));
        p.log(await(await(Coroutine.of(completed))));
        return Coroutine.of(completed);
    }

    @Async
    static Coroutine<Object> completedInsideAnExpression(Probe p) {
        return Coroutine.of(
                await(Coroutine.of(1)) + await(p.value(2)) * await(Coroutine.of(3)) + "" + await(Coroutine.done()));
    }

    @Async
    static Coroutine<String> unicodeNames(Probe p) {
        String été = await(p.value("été"));
        return Coroutine.of(été + await(naïve$1(p)));
    }

    @Async
    private static Coroutine<String> naïve$1(Probe p) {
        return Coroutine.of(await(p.value("naïve")));
    }

    @Async
    static Coroutine<Integer> localsNamedLikeTheTransformersOwn(Probe p) {
        int frame = 1;
        int state = 2;
        int awaiting = 3;
        int $this = await(p.value(4));
        return Coroutine.of(frame + state + awaiting + $this + await(p.value(frame)));
    }
}

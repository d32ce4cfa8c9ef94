package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Ways to leave a finally block: jumps through it, jumps and exceptions out of it. */
@SuppressWarnings("finally")
public final class FinallyExits {

    private FinallyExits() {}

    @Async
    static Coroutine<String> finallyOverridesAReturn(Probe p) {
        try {
            return Coroutine.of(await(p.value("overridden")));
        } finally {
            return Coroutine.of(await(p.value("wins")));
        }
    }

    @Async
    static Coroutine<String> finallyOverridesAnException(Probe p) {
        try {
            throw new IllegalStateException(await(p.value("lost")));
        } finally {
            return Coroutine.of(await(p.value("wins")));
        }
    }

    @Async
    static Coroutine<String> exceptionInFinallyReplaces(Probe p) {
        try {
            await(p.fail(new IllegalStateException("lost")));
            return Coroutine.of("not reached");
        } finally {
            await(p.fail(new IllegalArgumentException("wins")));
        }
    }

    @Async
    static Coroutine<String> breakAndContinueThroughFinally(Probe p) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            try {
                if (await(p.value(i)) == 1) {
                    continue;
                }
                if (i == 3) {
                    break;
                }
                out.append(i);
            } finally {
                out.append(await(p.value('f')));
            }
            out.append(';');
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> labelledJumpsThroughTwoFinallys(Probe p) {
        StringBuilder out = new StringBuilder();
        outer:
        for (int i = 0; ; i++) {
            try {
                for (int j = 0; ; j++) {
                    try {
                        if (await(p.value(j)) == 2) {
                            continue outer;
                        }
                        if (i == 2) {
                            break outer;
                        }
                    } finally {
                        out.append('a').append(await(p.value(j)));
                    }
                }
            } finally {
                out.append('b').append(await(p.value(i)));
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> continueInFinallySwallows(Probe p) {
        int swallowed = 0;
        for (int i = 0; i < 3; i++) {
            try {
                await(p.fail(new IllegalStateException("swallowed")));
            } finally {
                swallowed += await(p.value(1));
                continue;
            }
        }
        return Coroutine.of(swallowed);
    }
}

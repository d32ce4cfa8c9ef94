package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Switch expressions with a try in or around them: javac stores the operands below in locals of its own. */
public final class SwitchExpressionsWithTry {

    private SwitchExpressionsWithTry() {}

    @Async
    static Coroutine<String> throwingCase(Probe p) {
        try {
            return Coroutine.of(
                    switch (await(p.value(TimeUnit.DAYS))) {
                        case DAYS -> throw new IOException(await(p.value("day")));
                        default -> "not reached";
                    });
        } catch (IOException e) {
            return Coroutine.of(await(p.value(e.getMessage())));
        }
    }

    /** No long or double among the operands: javac itself (17 and 25) crashes on one below such a switch. */
    @Async
    static Coroutine<String> withTryAboveMixedOperands(Probe p) {
        float f = 1.5f;
        return Coroutine.of(p.log("operands ")
                + p.log('c')
                + f
                + new StringBuilder(p.log("sb"))
                        .append(
                                switch (p.log(3)) {
                                    case 3 -> {
                                        try {
                                            yield await(p.value("three"));
                                        } finally {
                                            p.log(await(p.value("finally")));
                                        }
                                    }
                                    default -> await(p.value("other"));
                                })
                + await(p.value(4)));
    }

    @Async
    static Coroutine<int[]> withTryInAnArrayInitialiser(Probe p) {
        return Coroutine.of(new int[] {
            p.log(1),
            switch (await(p.value(2))) {
                case 2 -> {
                    try {
                        yield await(p.<Integer, IOException>fail(new IOException()));
                    } catch (IOException e) {
                        yield await(p.value(22));
                    }
                }
                default -> 0;
            },
            await(p.value(3))
        });
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;

/** Switch expressions with a try inside the arguments of {@code new}: the uninitialised object lies in a local. */
public final class UninitialisedLocals {

    private UninitialisedLocals() {}

    /** javac stores the operands below such a switch in locals of its own, the uninitialised object among them. */
    @Async
    static Coroutine<String> withTryInsideConstructorArguments(Probe p) {
        return Coroutine.of(new StringBuilder(
                        switch (await(p.value(1))) {
                            case 1 -> {
                                try {
                                    yield await(p.<String, IOException>fail(new IOException("inside")));
                                } catch (IOException e) {
                                    yield e.getMessage() + await(p.value("!"));
                                }
                            }
                            default -> "not reached";
                        })
                .append(await(p.value("after")))
                .toString());
    }

    @Async
    static Coroutine<Object> withTryAmongNestedNews(Probe p) {
        return Coroutine.of(new IllegalStateException(
                "outer",
                new IOException(
                        await(p.value("inner "))
                                + switch (await(p.value("k"))) {
                                    case "k" -> {
                                        try {
                                            yield Integer.parseInt(await(p.value("x")));
                                        } catch (NumberFormatException e) {
                                            yield await(p.value(-1));
                                        }
                                    }
                                    default -> 0;
                                },
                        new Exception(await(p.value("innermost"))))));
    }
}

package dev.reprise.it.badinput;

import static dev.reprise.it.badinput.Messages.assertSays;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Lines;
import dev.reprise.it.support.MemoryLoader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The build of a class forgot the plugin: each intrinsic says so at its first call, and never blocks. */
class UntransformedCodeTest {

    private static final String SOURCE = """
            package a.b;
            import dev.reprise.*;
            public class Forgotten {
                @Async
                public static Coroutine<Integer> waits() {
                    int one = 1;
                    return Coroutine.of(Coroutine.await(Coroutine.of(one))); // await
                }
                public static Object suspends() {
                    return Coroutine.suspend(
                            "value"); // suspend
                }
                @Async
                public static Generator<Integer> emits() {
                    Generator.emit(1); // emit
                    return Generator.done();
                }
                @Async
                public static AsyncGenerator<Integer> emitsLater() {
                    AsyncGenerator.emit(1); // later
                    return AsyncGenerator.done();
                }
                public static Object inALambda() {
                    java.util.function.Supplier<Coroutine<Integer>> lambda =
                            () -> Coroutine.of(Coroutine.await(Coroutine.of(1))); // lambda
                    return lambda.get();
                }
            }
            """;

    @Test
    void awaitNamesThePlaceAndThePlugin() {
        assertSays(
                call("waits"),
                "await reached in code that was never transformed",
                "a.b.Forgotten.waits(Forgotten.java:" + Lines.of(SOURCE, "// await") + ")",
                "reprise-maven-plugin",
                "@Async");
    }

    @Test
    void suspendNamesThePlaceAndThePlugin() {
        assertSays(
                call("suspends"),
                "suspend reached in code that was never transformed",
                "a.b.Forgotten.suspends(Forgotten.java:" + (Lines.of(SOURCE, "// suspend") - 1) + ")",
                "reprise-maven-plugin");
    }

    @Test
    void emitNamesThePlaceAndThePlugin() {
        assertSays(
                call("emits"),
                "emit reached in code that was never transformed",
                "a.b.Forgotten.emits(Forgotten.java:" + Lines.of(SOURCE, "// emit") + ")",
                "reprise-maven-plugin");
        assertSays(
                call("emitsLater"),
                "emit reached in code that was never transformed",
                "a.b.Forgotten.emitsLater(Forgotten.java:" + Lines.of(SOURCE, "// later") + ")",
                "reprise-maven-plugin");
    }

    @Test
    void aLambdaIsNamedByItsLine() {
        assertSays(call("inALambda"), "Forgotten.java:" + Lines.of(SOURCE, "// lambda"));
    }

    private static IllegalStateException call(String name) {
        ClassLoader loader = new MemoryLoader(InMemoryCompiler.compile(SOURCE));
        InvocationTargetException thrown = assertThrows(InvocationTargetException.class, () -> {
            Method method = Class.forName("a.b.Forgotten", true, loader).getMethod(name);
            method.invoke(null);
        });
        return (IllegalStateException) Objects.requireNonNull(thrown.getCause());
    }
}

package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/** Small things that Java 8 did not have: text blocks, local records and interfaces, variables as resources. */
public final class NewerSyntax {

    private NewerSyntax() {}

    @Async
    static Coroutine<String> textBlock(Probe p) {
        String block = """
            first %s
              "second" \
            joined
            """;
        return Coroutine.of(
                block.formatted(await(p.value("line"))) + await(p.value("""
                    other
                    """)).trim());
    }

    @Async
    static Coroutine<String> localRecordAndInterface(Probe p) {
        interface Named {
            String name();

            @Async
            default Coroutine<String> greet(Probe q) {
                return Coroutine.of("hello " + await(q.value(name())));
            }
        }
        record Person(String name) implements Named {}
        return Coroutine.of(await(new Person(await(p.value("you"))).greet(p)));
    }

    @Async
    static Coroutine<String> variableAsResource(Probe p) throws Exception {
        String name = await(p.value("given"));
        AutoCloseable given = () -> p.log("closed " + name);
        try (given) {
            await(p.pause());
        }
        return Coroutine.of(name + await(p.value("!")));
    }
}

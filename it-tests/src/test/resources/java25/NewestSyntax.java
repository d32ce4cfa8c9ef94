package dev.reprise.it.sources;

import static dev.reprise.Coroutine.await;

import module java.base;
import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;

/// What came after Java 21: unnamed variables and patterns, statements before `super(...)`, module imports.
public final class NewestSyntax {

    private NewestSyntax() {}

    sealed interface Shape permits Circle, Line {}

    record Circle(int radius) implements Shape {}

    record Line(Object from, Object to) implements Shape {}

    private static class Base {
        final String name;

        Base(String name) {
            this.name = name;
        }
    }

    private static final class Checked extends Base {
        private final int length;

        Checked(String name) {
            int length = name.length();
            if (length == 0) {
                throw new IllegalArgumentException("no name");
            }
            this.length = length;
            super(name + length);
        }

        @Async
        Coroutine<String> tell(Probe p) {
            return Coroutine.of(name + await(p.value(length)));
        }
    }

    @Async
    static Coroutine<String> unnamedPatterns(Probe p) {
        StringBuilder out = new StringBuilder();
        for (Shape shape : List.of(new Circle(1), new Line(1, "a"), new Line("b", 2))) {
            out.append(
                    switch (await(p.value(shape))) {
                        case Circle(_) -> await(p.value("circle"));
                        case Line(Integer from, _) when from == await(p.value(1)) -> "from " + from;
                        case Line(_, Object to) -> await(p.value("to ")) + to;
                    });
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Integer> unnamedVariables(Probe p) {
        int count = 0;
        for (var _ : List.of(1, 2, 3)) {
            count += await(p.value(1));
        }
        try {
            int _ = await(p.value(5));
            await(p.fail(new IOException("unnamed")));
        } catch (IOException _) {
            count += await(p.value(10));
        }
        Function<Object, Coroutine<Integer>> lambda = _ -> Coroutine.of(await(p.value(100)));
        try (var _ = new StringReader(await(p.value("")))) {
            count += await(lambda.apply(""));
        }
        return Coroutine.of(count);
    }

    @Async
    static Coroutine<String> statementsBeforeSuper(Probe p) {
        String told = await(new Checked(await(p.value("four"))).tell(p));
        try {
            return Coroutine.of(told + await(new Checked(await(p.value(""))).tell(p)));
        } catch (IllegalArgumentException e) {
            return Coroutine.of(told + await(p.value(e.getMessage())));
        }
    }
}

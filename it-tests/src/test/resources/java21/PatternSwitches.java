package dev.reprise.it.sources;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Switches on patterns, with awaits as selector, in guards and in cases. */
public final class PatternSwitches {

    private PatternSwitches() {}

    sealed interface Shape permits Circle, Square, Unit {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    enum Unit implements Shape {
        INSTANCE
    }

    @Async
    static Coroutine<String> statementOnTypes(Probe p) {
        StringBuilder out = new StringBuilder();
        for (Object o : new Object[] {1, "two", 3L, new int[] {4}, 'c'}) {
            switch (await(p.value(o))) {
                case Integer i -> out.append(i + await(p.value(10)));
                case String s -> {
                    int length = await(p.value(s.length()));
                    out.append(s).append(length);
                }
                case Long j -> out.append(j * await(p.value(2L)));
                case int[] array -> out.append(array[await(p.value(0))]);
                default -> out.append(await(p.value("?"))).append(o);
            }
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> guardsThatAwait(Probe p) {
        StringBuilder out = new StringBuilder();
        for (Object o : new Object[] {1, 20, 300, "short", "a long text"}) {
            out.append(
                    switch (o) {
                        case Integer i when i > await(p.value(100)) -> "big " + i;
                        case Integer i when await(p.value(i)) > 10 && await(p.value(true)) -> "medium " + await(p.value(i));
                        case Integer i -> "small " + i;
                        case String s when s.length() > await(p.value(6)) -> await(p.value(s)).substring(0, 6);
                        case String s -> s + await(p.value('!'));
                        default -> throw new IllegalStateException();
                    });
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<String> caseNull(Probe p) {
        StringBuilder out = new StringBuilder();
        for (String s : new String[] {null, "a", "b"}) {
            out.append(
                    switch (await(p.value(s))) {
                        case null -> await(p.value("nothing"));
                        case "a" -> "A";
                        case String t -> t + await(p.value(1));
                    });
        }
        switch (await(p.<Object>value(null))) {
            case null, default -> out.append(await(p.value("default")));
        }
        return Coroutine.of(out.toString());
    }

    @Async
    static Coroutine<Double> sealedWithoutDefault(Probe p) {
        double area = 0;
        for (Shape shape : List.of(new Circle(2), new Square(3), Unit.INSTANCE)) {
            area += switch (await(p.value(shape))) {
                case Circle c -> 3 * c.radius() * await(p.value(c.radius()));
                case Square s when s.side() < 0 -> -1;
                case Square s -> s.side() * await(p.value(s.side()));
                case Unit u -> await(p.value(1.0));
            };
        }
        return Coroutine.of(area);
    }

    @Async
    static Coroutine<String> qualifiedEnumConstants(Probe p) {
        List<Object> shapes = new ArrayList<>(List.of(Unit.INSTANCE, new Circle(1)));
        shapes.addFirst(await(p.value("first")));
        String out = "";
        for (Object shape : shapes.reversed()) {
            out += switch (shape) {
                case Unit.INSTANCE -> await(p.value("unit"));
                case Circle c -> "circle";
                default -> shape + await(p.value("."));
            };
        }
        return Coroutine.of(out + shapes.getLast());
    }

    @Async
    static Coroutine<String> insideConstructorArguments(Probe p) {
        Object o = await(p.value((Object) "text"));
        return Coroutine.of(new StringBuilder(
                        switch (o) {
                            case Integer i -> "int " + await(p.value(i));
                            case String s when await(p.value(true)) -> {
                                try {
                                    yield s + await(p.<String, IOException>fail(new IOException("io")));
                                } catch (IOException e) {
                                    yield await(p.value(e.getMessage())) + s;
                                }
                            }
                            default -> "not reached";
                        })
                .append(p.log("!"))
                .toString());
    }

    @Async
    static Coroutine<String> nothingMatches(Probe p) {
        Shape none = null;
        try {
            return Coroutine.of(
                    switch (await(p.value(none))) {
                        case Circle c -> "circle";
                        case Square s -> "square";
                        case Unit u -> "unit";
                    });
        } catch (NullPointerException e) {
            return Coroutine.of(await(p.value("null")));
        }
    }
}

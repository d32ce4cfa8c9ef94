package dev.reprise.it.targets;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import java.util.List;
import java.util.Locale;

/** A sealed hierarchy, of Java 17: a record, a class and an enum that implement one interface. */
public final class SealedTypes {

    private SealedTypes() {}

    private sealed interface Shape permits Circle, Square, Nothing {
        @Async
        default Coroutine<String> describe(Probe p) {
            return Coroutine.of(await(p.value("a ")) + getClass().getSimpleName() + await(area(p)));
        }

        @Async
        Coroutine<Double> area(Probe p);
    }

    private record Circle(double radius) implements Shape {
        @Async
        @Override
        public Coroutine<Double> area(Probe p) {
            return Coroutine.of(radius * radius * await(p.value(3)));
        }
    }

    private static non-sealed class Square implements Shape {
        private final double side = 2;

        @Async
        @Override
        public Coroutine<Double> area(Probe p) {
            return Coroutine.of(side * await(p.value(side)));
        }
    }

    private enum Nothing implements Shape {
        NOTHING;

        @Async
        @Override
        public Coroutine<Double> area(Probe p) {
            return Coroutine.of(await(p.value(0.0)));
        }

        @Async
        @Override
        public Coroutine<String> describe(Probe p) {
            return Coroutine.of(await(Shape.super.describe(p)).toLowerCase(Locale.ROOT));
        }
    }

    @Async
    static Coroutine<String> sealedHierarchy(Probe p) {
        StringBuilder out = new StringBuilder();
        for (Shape shape : List.of(new Circle(1), new Square(), Nothing.NOTHING)) {
            out.append(await(shape.describe(p))).append(shape instanceof Square ? await(p.value(";")) : ",");
        }
        return Coroutine.of(out.toString());
    }
}

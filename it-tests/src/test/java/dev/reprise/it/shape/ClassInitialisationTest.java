package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.Transformation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An object whose creation waits for an await is created later, but its class is initialised when it always was. */
class ClassInitialisationTest {

    private static final String SOURCE = """
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.util.*;
            class Order {
                static final List<String> LOG = new ArrayList<>();
                static <T> T log(T value) { LOG.add("operand " + value); return value; }
                static class Foo {
                    static { LOG.add("Foo"); }
                    Foo(int a, Object b) { LOG.add("new Foo"); }
                }
                static class Bar {
                    static { LOG.add("Bar"); }
                    Bar(int a) { LOG.add("new Bar"); }
                }
                @Async static Coroutine<List<String>> simple() {
                    new Foo(await(Later.of(log(1))), log(2));
                    return Coroutine.of(LOG);
                }
                @Async static Coroutine<List<String>> nested() {
                    new Foo(log(1), new Bar(await(Later.of(log(2)))));
                    return Coroutine.of(LOG);
                }
                @Async static Coroutine<List<String>> conditional() {
                    boolean yes = LOG.isEmpty();
                    Object made = yes ? new Foo(log(1), await(Later.of(log(2)))) : new Bar(await(Later.of(3)));
                    return Coroutine.of(LOG);
                }
                @Async static Coroutine<List<String>> switched() {
                    new Foo(log(1), switch (LOG.size()) {
                        case 2 -> {
                            try {
                                yield await(Later.of(log(2)));
                            } finally {
                                log(3);
                            }
                        }
                        default -> throw new AssertionError(LOG);
                    });
                    return Coroutine.of(LOG);
                }
            }
            """;

    @Test
    void beforeTheOperandThatIsAwaited() {
        assertOrder("simple", "Foo", "operand 1", "operand 2", "new Foo");
    }

    @Test
    void eachOfTwoNestedOnesInItsPlace() {
        assertOrder("nested", "Foo", "operand 1", "Bar", "operand 2", "new Bar", "new Foo");
    }

    @Test
    void onlyTheOneThatIsChosen() {
        assertOrder("conditional", "Foo", "operand 1", "operand 2", "new Foo");
    }

    @Test
    void beforeASwitchForWhichTheStackIsSpilled() {
        assertOrder("switched", "Foo", "operand 1", "operand 2", "operand 3", "new Foo");
    }

    private static void assertOrder(String method, String... expected) {
        assertEquals(List.of(expected), Transformation.of(SOURCE).run("Order", method));
    }
}

package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.Transformation;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * A value may have a class that its holder must not name: package-private, of another package, handed out and taken back
 * by public methods. A cast to it would fail with an IllegalAccessError.
 */
class InaccessibleClassTest {

    private static final String HIDDEN = """
            package hidden;
            public class Shop {
                public static Ticket open(String name) { return new Ticket(name); }
                public static Ticket[] all(String name) { return new Ticket[] {new Ticket(name)}; }
                public static String close(Ticket ticket, int number) { return ticket.name() + number; }
                public static String closeAll(Ticket[] tickets, int number) { return close(tickets[0], number); }
                public static String closeBoth(Ticket a, int number, Ticket b) { return a.name() + number + b.name(); }
            }
            class Ticket extends Named {
                Ticket(String name) { super(name); }
            }
            """;

    private static final String NAMED = """
            package hidden;
            public abstract class Named {
                private final String name;
                Named(String name) { this.name = name; }
                public String name() { return name; }
                public Object self(Object other) { return name + other; }
            }
            """;

    private static final Transformation MADE = Transformation.of(HIDDEN, NAMED, """
            package user;
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import hidden.*;
            class User {
                @Async static Coroutine<String> operand() {
                    return Coroutine.of(Shop.close(Shop.open("a"), await(Later.of(1))));
                }
                @Async static Coroutine<String> local() {
                    var ticket = Shop.open("b");
                    var tickets = Shop.all("c");
                    int number = await(Later.of(2));
                    String both = Shop.close(ticket, number) + Shop.closeAll(tickets, await(Later.of(3)));
                    return Coroutine.of(both);
                }
                @Async static Coroutine<String> twoAtOnce() {
                    var first = Shop.open("d");
                    String name = await(Later.of("e"));
                    return Coroutine.of(Shop.closeBoth(Shop.open(name), await(Later.of(4)), first));
                }
                @Async static Coroutine<Object> receiverOfAnInheritedMethod() {
                    Named named = Shop.open("f"); // javac calls it Named, the verifier knows it as Ticket
                    while (true) {
                        Object other = await(Later.of(5));
                        if (named != null) {
                            return Coroutine.of(named.self(other));
                        }
                    }
                }
                @Async static Coroutine<Object> nullable(boolean open) {
                    var ticket = open ? Shop.open("g") : null;
                    await(Later.of(6));
                    return Coroutine.of(ticket == null ? "none" : Shop.close(ticket, 7));
                }
            }
            """);

    @Test
    void asAnOperandBelowAnAwait() {
        assertEquals("a1", MADE.run("user.User", "operand"));
    }

    @Test
    void asALocalVariableAndInAnArray() {
        assertEquals("b2c3", MADE.run("user.User", "local"));
    }

    @Test
    void asTwoValuesAtOneAwait() {
        assertEquals("e4d", MADE.run("user.User", "twoAtOnce"));
    }

    @Test
    void asTheReceiverOfAMethodOfItsPublicBaseClass() {
        assertEquals("f5", MADE.run("user.User", "receiverOfAnInheritedMethod"));
    }

    @Test
    void asAVariableThatMayBeNull() {
        assertEquals("g7", MADE.run("user.User", "nullable", true));
        assertEquals("none", MADE.run("user.User", "nullable", false));
    }

    /** The JVM skips the access check of a cast of null, so that the tests above could pass with one. */
    @Test
    void noBodyCastsToTheInaccessibleClass() {
        for (MethodNode method : MADE.node("user/User").methods) {
            method.instructions.forEach(instruction -> {
                if (instruction instanceof TypeInsnNode cast && cast.getOpcode() == Opcodes.CHECKCAST) {
                    assertEquals(-1, cast.desc.indexOf("Ticket"), method.name);
                }
            });
        }
    }
}

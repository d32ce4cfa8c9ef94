package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reprise.Transformed;
import dev.reprise.it.support.Transformation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** What a rewritten method leaves in its class and beside it: flags, names and types. */
class GeneratedMembersTest {

    private static final int VISIBILITY = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;

    private static final String OWNER = """
            package p;
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            public class Owner {
                @Async
                protected Coroutine<Long> total(int count, long start, double factor, float share, String name) {
                    long sum = start + await(Later.of(1));
                    sum += (long) (count * factor * share) + name.length();
                    await(Later.of(2));
                    return Coroutine.of(sum + count);
                }
            }
            """;

    @Test
    void theFrameClassIsFinalAndSyntheticAndExtendsAsyncFrame() {
        ClassNode frame = Transformation.of(OWNER).node("p/Owner$total$async$0");
        assertEquals(Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC, frame.access);
        assertEquals("dev/reprise/AsyncFrame", frame.superName);
        assertEquals(List.of(), frame.interfaces);
        assertNull(frame.nestHostClass, "the owner's nest is not edited");
    }

    @Test
    void theFieldsOfAFrameHaveTheTypesOfWhatTheyHold() {
        ClassNode frame = Transformation.of(OWNER).node("p/Owner$total$async$0");
        // this; count, start, factor, share; the name. The sum takes over the field of start, which is dead by then.
        assertEquals(
                List.of("D", "F", "I", "J", "Ljava/lang/String;", "Lp/Owner;"),
                frame.fields.stream()
                        .map(field -> field.desc.equals("Ljava/lang/Object;") ? "Ljava/lang/String;" : field.desc)
                        .sorted()
                        .toList());
        assertEquals(
                Set.of(Opcodes.ACC_SYNTHETIC),
                frame.fields.stream().map(field -> field.access).collect(Collectors.toSet()),
                "package-private, for the owner");
    }

    @Test
    void theBodyIsPrivateAndSyntheticAndNamedAsALambda() {
        MethodNode body = Transformation.of(OWNER).method("p/Owner", "lambda$");
        assertEquals("lambda$total$async$0", body.name);
        assertEquals(Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC, body.access);
    }

    @Test
    void theBodyOfAStaticMethodIsStaticAndAsVisible() {
        Transformation made = Transformation.of(OWNER.replace("protected", "static"));
        assertEquals(Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, made.method("p/Owner", "lambda$total").access);
    }

    @Test
    void theTrampolineIsPackagePrivateAndStatic() {
        MethodNode trampoline = Transformation.of(OWNER).method("p/Owner", "async$");
        assertEquals(Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, trampoline.access);
    }

    @Test
    void theTrampolineOfAnInterfaceIsPublicAndItsBodyPrivate() {
        Transformation made = Transformation.of("""
                import static dev.reprise.Coroutine.await;
                import dev.reprise.*;
                import dev.reprise.it.support.Later;
                interface Greeter {
                    @Async
                    default Coroutine<String> greet(String name) {
                        return Coroutine.of(word() + await(Later.of(name)));
                    }
                    default String word() {
                        return "Hello ";
                    }
                    static Coroutine<String> of(Greeter greeter) {
                        return greeter.greet("you");
                    }
                    Greeter CASUAL = new Greeter() {
                        public String word() {
                            return "Hi ";
                        }
                    };
                    static Coroutine<String> casual() {
                        return of(CASUAL);
                    }
                }
                """);
        MethodNode trampoline = made.method("Greeter", "async$");
        assertEquals(Opcodes.ACC_PUBLIC, trampoline.access & VISIBILITY);
        assertEquals(Opcodes.ACC_PRIVATE, made.method("Greeter", "lambda$").access & VISIBILITY);
        assertEquals("Hi you", made.run("Greeter", "casual"));
    }

    /** A debugger stops on the first line when that is run, and a coverage tool does not count the call as running it. */
    @Test
    void theMethodItselfHasNoLineAndIsMarkedAsGenerated() {
        MethodNode entry = Transformation.of(OWNER).method("p/Owner", "total");
        for (AbstractInsnNode instruction : entry.instructions) {
            assertFalse(instruction instanceof LineNumberNode);
        }
        assertEquals(
                List.of("Ldev/reprise/Async;", Type.getDescriptor(Transformed.Generated.class)),
                entry.invisibleAnnotations.stream().map(mark -> mark.desc).toList());
    }

    @Test
    void nothingElseOfTheOwnerChanges() {
        ClassNode owner = Transformation.of(OWNER).node("p/Owner");
        assertEquals(
                List.of("<init>", "total", "async$0$total", "lambda$total$async$0"),
                owner.methods.stream().map(method -> method.name).toList());
        assertEquals(List.of(), owner.fields);
        assertEquals(Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, owner.access);
        assertEquals("Owner.java", owner.sourceFile);
    }

    @Test
    void sumAndSumInCapitalsAreTwoFilesEverywhere() {
        Transformation made = Transformation.of("""
                import static dev.reprise.Coroutine.await;
                import dev.reprise.*;
                import dev.reprise.it.support.Later;
                class Twins {
                    @Async static Coroutine<String> sum() {
                        return Coroutine.of("small " + await(Later.of(1)));
                    }
                    @Async static Coroutine<String> Sum() {
                        return Coroutine.of("large " + await(Later.of(2)));
                    }
                    @Async static Coroutine<String> sum(int overloaded) {
                        return Coroutine.of("third " + await(Later.of(overloaded)));
                    }
                    static Coroutine<String> third() {
                        return sum(3);
                    }
                }
                """);
        Set<String> ignoringCase = new TreeSet<>();
        made.changed().forEach(name -> ignoringCase.add(name.toLowerCase(Locale.ROOT)));
        assertEquals(4, ignoringCase.size(), made.changed()::toString);
        assertEquals("large 2", made.run("Twins", "Sum"));
        assertEquals("third 3", made.run("Twins", "third"));
    }

    @Test
    void aMethodNamedLikeANestedClassKeepsItsOwnFrameClass() {
        Transformation made = Transformation.of("""
                import static dev.reprise.Coroutine.await;
                import dev.reprise.*;
                import dev.reprise.it.support.Later;
                class Outer {
                    @Async static Coroutine<String> Inner$run() {
                        return Coroutine.of("outer " + await(Later.of(1)));
                    }
                    static class Inner {
                        @Async static Coroutine<String> run() {
                            return Coroutine.of("inner " + await(Later.of(2)));
                        }
                    }
                }
                """);
        assertEquals(4, made.changed().size(), made.changed()::toString);
        assertEquals("outer 1", made.run("Outer", "Inner$run"));
        assertEquals("inner 2", made.run("Outer$Inner", "run"));
    }
}

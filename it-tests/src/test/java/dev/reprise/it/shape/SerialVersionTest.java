package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.MemoryLoader;
import dev.reprise.it.support.Transformation;
import java.io.ObjectStreamClass;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** What was serialized before a class had its first {@code @Async} method rewritten can be read after it. */
class SerialVersionTest {

    private static final String SOURCE = """
            package p;
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import java.io.*;
            import java.util.*;
            public class Holder {
                public static class Plain implements Serializable {
                    static final Map<String, String> INITIALISED = new HashMap<>();
                    protected int field;
                    private String other;
                    public Plain() {}
                    Plain(int field) { this.field = field; }
                    void method() throws IOException {}
                    @Async Coroutine<Integer> wait(String s) { return Coroutine.of(await(Later.of(s)).length()); }
                }
                private static class Nested implements Comparable<Nested>, Serializable {
                    public int compareTo(Nested n) { return 0; }
                    @Async static Coroutine<Integer> f(int x) { return Coroutine.of(await(Later.of(x))); }
                }
                protected abstract static class Inherits extends ArrayList<String> {
                    @Async private Coroutine<Integer> f(int x) { return Coroutine.of(await(Later.of(x))); }
                    Runnable lambda() { return () -> System.out.println(this); }
                }
                public static class Declared implements Serializable {
                    private static final long serialVersionUID = 42L;
                    @Async public Coroutine<Integer> f(int x) { return Coroutine.of(await(Later.of(x))); }
                }
                enum Choice {
                    ONE, TWO;
                    @Async Coroutine<Integer> f(int x) { return Coroutine.of(await(Later.of(x))); }
                }
                record Pair(int a, String b) implements Serializable {
                    @Async Coroutine<Integer> f(int x) { return Coroutine.of(await(Later.of(x)) + a); }
                }
            }
            """;

    private static final Map<String, byte[]> COMPILED = InMemoryCompiler.compile(SOURCE);
    private static final Transformation MADE = Transformation.of(COMPILED);

    @ParameterizedTest
    @ValueSource(strings = {"Plain", "Nested", "Inherits", "Declared", "Choice", "Pair"})
    void theDefaultVersionOfASerializableClassStays(String name) throws ClassNotFoundException {
        String className = "p.Holder$" + name;
        Class<?> before = Class.forName(className, true, new MemoryLoader(COMPILED));
        Class<?> after = MADE.load(className);
        assertNotEquals(before, after);
        assertEquals(
                ObjectStreamClass.lookup(before).getSerialVersionUID(),
                ObjectStreamClass.lookup(after).getSerialVersionUID());
    }

    /** Without this, the test above could pass because nothing ever changed the number. */
    @ParameterizedTest
    @ValueSource(strings = {"Plain", "Inherits"})
    void withoutTheAddedFieldTheVersionWouldDiffer(String name) throws ClassNotFoundException {
        String className = "p.Holder$" + name;
        ClassNode node = MADE.node(className.replace('.', '/'));
        node.fields.removeIf(field -> field.name.equals("serialVersionUID"));
        ClassWriter stripped = new ClassWriter(0);
        node.accept(stripped);
        Map<String, byte[]> withoutField = new TreeMap<>(MADE.classFiles());
        withoutField.put(node.name, stripped.toByteArray());
        assertNotEquals(
                ObjectStreamClass.lookup(MADE.load(className)).getSerialVersionUID(),
                ObjectStreamClass.lookup(Class.forName(className, true, new MemoryLoader(withoutField)))
                        .getSerialVersionUID());
    }
}

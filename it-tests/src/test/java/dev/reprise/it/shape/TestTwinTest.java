package dev.reprise.it.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Transformation;
import dev.reprise.junit.AsyncTest;
import dev.reprise.junit.AsyncTestClass;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Options;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** The twin that JUnit calls in place of a test that returns a coroutine. */
class TestTwinTest {

    private static final String SOURCE = """
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import dev.reprise.it.support.Later;
            import dev.reprise.junit.AsyncTest;
            import java.io.IOException;
            import java.lang.annotation.*;
            import java.util.*;
            import org.junit.jupiter.api.*;
            class Sample {
                @Retention(RetentionPolicy.RUNTIME) @interface Note { String value(); }

                @AsyncTest
                @DisplayName("all of it")
                protected <K extends Comparable<K>> Coroutine<List<K>> all(
                        final K key, @Note("on a parameter") List<? super K> values, long count, double half)
                        throws IOException, InterruptedException {
                    await(Later.of(count));
                    return Coroutine.of(List.of(key));
                }
                @Async @Test Coroutine<Void> plain() { await(Later.of(1)); return Coroutine.done(); }
                @Async @BeforeAll static Coroutine<Void> ofClass(long a, int b) { return Coroutine.done(); }
                @Async @BeforeEach private Coroutine<Void> hidden() { return Coroutine.done(); }
                @Async @Test @SuppressWarnings("rawtypes") Coroutine raw() { return Coroutine.done(); }
                @Async @Note("no test") Coroutine<Void> helper() { return Coroutine.done(); }
                @Test void blocking() {}
            }
            """;

    private static final Transformation MADE = Transformation.of(SOURCE, """
            import dev.reprise.*;
            import dev.reprise.junit.AsyncTest;
            interface Contract {
                @AsyncTest default Coroutine<Void> holds() { return Coroutine.done(); }
            }
            """, """
            import dev.reprise.*;
            class Without {
                @Async Coroutine<Void> helper() { return Coroutine.done(); }
            }
            """);

    private static Method method(String type, String name, Class<?> returns) {
        return Stream.of(MADE.load(type).getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && method.getReturnType() == returns)
                .findFirst()
                .orElseThrow();
    }

    private static Method twin(String name) {
        return method("Sample", name, void.class);
    }

    private static Method original(String name) {
        return method("Sample", name, Coroutine.class);
    }

    private static List<String> annotations(Annotation[] annotations) {
        return Stream.of(annotations)
                .map(annotation -> annotation.annotationType().getSimpleName())
                .toList();
    }

    @Test
    void whatJunitCallsHasATwinAndNothingElseHas() {
        Map<String, Long> methods = Stream.of(MADE.load("Sample").getDeclaredMethods())
                .filter(method -> !method.getName().contains("$"))
                .collect(Collectors.groupingBy(Method::getName, TreeMap::new, Collectors.counting()));
        assertEquals("{all=2, blocking=1, helper=1, hidden=2, ofClass=2, plain=2, raw=2}", methods.toString());
    }

    @Test
    void theTwinLooksAsTheMethodDid() {
        Method twin = twin("all");
        assertEquals("protected", Modifier.toString(twin.getModifiers()));
        assertFalse(twin.isSynthetic());
        assertEquals(List.of(IOException.class, InterruptedException.class), List.of(twin.getExceptionTypes()));
        assertEquals(List.of("AsyncTest", "DisplayName"), annotations(twin.getAnnotations()));
        assertEquals(
                List.of("key final", "values ", "count ", "half "),
                Stream.of(twin.getParameters())
                        .map(parameter -> parameter.getName() + " " + Modifier.toString(parameter.getModifiers()))
                        .toList());
        assertEquals(List.of("Note"), annotations(twin.getParameters()[1].getAnnotations()));
    }

    @Test
    void bySignatureItReturnsTheCoroutine() {
        assertEquals(
                "protected <K extends java.lang.Comparable<K>> dev.reprise.Coroutine<java.util.List<K>>"
                        + " Sample.all(K,java.util.List<? super K>,long,double)"
                        + " throws java.io.IOException,java.lang.InterruptedException",
                twin("all").toGenericString());
        assertEquals(Coroutine.class, twin("raw").getGenericReturnType());
    }

    @Test
    void theMethodItselfIsHidden() {
        for (String name : List.of("all", "plain", "ofClass", "hidden", "raw")) {
            assertTrue(original(name).isSynthetic() && original(name).isBridge(), name);
            assertEquals(List.of(), annotations(original(name).getAnnotations()), name);
            assertFalse(twin(name).isSynthetic(), name);
        }
        assertTrue(Modifier.isStatic(twin("ofClass").getModifiers()));
        assertTrue(Modifier.isPrivate(twin("hidden").getModifiers()));
        assertTrue(method("Contract", "holds", void.class).isDefault());
        assertFalse(original("helper").isSynthetic());
        assertEquals(List.of("Note"), annotations(original("helper").getAnnotations()));
    }

    @Test
    void bothAreGeneratedCodeWithoutLines() {
        List<MethodNode> both = MADE.node("Sample").methods.stream()
                .filter(method -> method.name.equals("plain"))
                .toList();
        for (MethodNode method : both) {
            assertEquals(
                    List.of("Ldev/reprise/Async;", "Ldev/reprise/Transformed$Generated;"),
                    method.invisibleAnnotations.stream().map(a -> a.desc).toList());
            assertTrue(Stream.of(method.instructions.toArray()).noneMatch(LineNumberNode.class::isInstance));
        }
        assertEquals(2, both.size());
    }

    @Test
    void aClassWithTwinsIsMarkedForJunit() {
        assertTrue(MADE.load("Sample").isAnnotationPresent(AsyncTestClass.class));
        assertTrue(MADE.load("Contract").isAnnotationPresent(AsyncTestClass.class));
        assertFalse(MADE.load("Without").isAnnotationPresent(AsyncTestClass.class));
    }

    @Test
    void aSecondRunChangesNothing() {
        AsyncTransformer transformer = new AsyncTransformer(Options.defaults());
        assertEquals(
                Map.of(),
                transformer
                        .transform(Objects.requireNonNull(MADE.classFiles().get("Sample")))
                        .classes());
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        assertArrayEquals(
                MADE.classFiles().get("Sample"),
                Transformation.of(InMemoryCompiler.compile(SOURCE)).classFiles().get("Sample"));
    }

    @Test
    void itTakesTwoSlotsForLongAndDouble() {
        MethodNode twin = MADE.node("Sample").methods.stream()
                .filter(method -> method.name.equals("all") && method.desc.endsWith(")V"))
                .findFirst()
                .orElseThrow();
        assertEquals(7, twin.maxLocals);
        assertEquals(Opcodes.RETURN, twin.instructions.getLast().getOpcode());
    }

    // ----------------------------------------------------------------------- classes that are compiled against the
    // twin

    @TempDir
    private Path folder;

    private static String locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compiles a source against transformed class files, as another module, or an incremental build, would. */
    private SortedMap<String, byte[]> compileAgainst(Transformation library, String name, String source)
            throws IOException {
        for (Map.Entry<String, byte[]> entry : library.classFiles().entrySet()) {
            Files.write(folder.resolve(entry.getKey() + ".class"), entry.getValue());
        }
        Path out = Files.createDirectory(folder.resolve("out"));
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        String classPath = String.join(
                File.pathSeparator,
                folder.toString(),
                locationOf(Coroutine.class),
                locationOf(AsyncTest.class),
                locationOf(Test.class),
                locationOf(TestTwinTest.class));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-proc:none",
                        "-Xlint:none",
                        "-classpath",
                        classPath,
                        "-d",
                        out.toString(),
                        file.toString());
        assertEquals(0, status, () -> messages.toString(StandardCharsets.UTF_8));
        SortedMap<String, byte[]> classFiles = new TreeMap<>(library.classFiles());
        try (Stream<Path> files = Files.list(out)) {
            for (Path classFile : files.toList()) {
                String internalName = classFile.getFileName().toString().replace(".class", "");
                classFiles.put(internalName, Files.readAllBytes(classFile));
            }
        }
        return classFiles;
    }

    @Test
    void aSubclassThatIsCompiledLaterOverridesAndCallsTheTestItself() throws IOException {
        Transformation base = Transformation.of("""
                import static dev.reprise.Coroutine.await;
                import dev.reprise.*;
                import dev.reprise.it.support.Later;
                import dev.reprise.junit.AsyncTest;
                class Base {
                    final StringBuilder log = new StringBuilder();
                    @AsyncTest Coroutine<String> test(int n) {
                        log.append("base ").append(await(Later.of(n)));
                        return Coroutine.of("of base");
                    }
                }
                """);
        Transformation both = Transformation.of(compileAgainst(base, "Sub", """
                import static dev.reprise.Coroutine.await;
                import dev.reprise.*;
                import dev.reprise.junit.AsyncTest;
                class Sub extends Base {
                    @Override @AsyncTest Coroutine<String> test(int n) {
                        String result = await(super.test(n + 1));
                        log.append(", sub");
                        return Coroutine.of(result);
                    }
                    @Async static Coroutine<String> run() {
                        Base base = new Sub();
                        String result = await(base.test(1));
                        return Coroutine.of(base.log + ", " + result);
                    }
                }
                """));
        assertEquals("base 2, sub, of base", both.run("Sub", "run"));
    }
}

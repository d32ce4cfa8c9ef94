package dev.reprise.it.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.Options;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Classes after the transformer, with those that it left alone. Each of them has passed ASM's verifier and the JVM's
 * before a test sees it.
 */
public final class Transformation {

    private static final int MOST_STEPS = 10_000;

    private final SortedMap<String, byte[]> classes = new TreeMap<>();
    private final List<String> changed = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final MemoryLoader loader;

    private Transformation(Map<String, byte[]> compiled, Options options) {
        classes.putAll(compiled);
        compiled.forEach((name, classFile) -> {
            AsyncTransformer.Result result = new AsyncTransformer(options).transform(classFile);
            assertFalse(result.hasErrors(), () -> name + " was refused: " + result.diagnostics());
            diagnostics.addAll(result.diagnostics());
            classes.putAll(result.classes());
            changed.addAll(result.classes().keySet());
        });
        this.loader = new MemoryLoader(classes);
        verify();
    }

    /** Compiles and transforms sources. */
    public static Transformation of(String... sources) {
        return of(InMemoryCompiler.compile(sources));
    }

    /** Transforms class files, by internal name. */
    public static Transformation of(Map<String, byte[]> compiled) {
        return new Transformation(compiled, Options.defaults());
    }

    /** The same with options of the transformer's. */
    public static Transformation of(Map<String, byte[]> compiled, Options options) {
        return new Transformation(compiled, options);
    }

    /** Static initialisers run here too: in a loader of its own, so that the tests' loader is untouched. */
    private void verify() {
        ClassLoader trial = new MemoryLoader(classes);
        for (String name : changed) {
            StringWriter faults = new StringWriter();
            CheckClassAdapter.verify(new ClassReader(classes.get(name)), trial, false, new PrintWriter(faults));
            assertEquals("", faults.toString(), name);
            try {
                Class.forName(name.replace('/', '.'), true, trial);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Returns the internal names of the classes that the transformer made or changed. */
    public List<String> changed() {
        return changed;
    }

    /** Returns what the transformer had to say; there is no error among it. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Returns all class files by internal name. */
    public Map<String, byte[]> classFiles() {
        return classes;
    }

    /** Returns a class as a tree, with its frames expanded. */
    public ClassNode node(String internalName) {
        ClassNode node = new ClassNode();
        byte[] classFile = Objects.requireNonNull(classes.get(internalName), internalName);
        new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
        return node;
    }

    /** Returns the only method of a class whose name begins so. */
    public MethodNode method(String internalName, String prefix) {
        List<MethodNode> found = node(internalName).methods.stream()
                .filter(method -> method.name.startsWith(prefix))
                .toList();
        assertEquals(1, found.size(), () -> prefix + "* in " + internalName);
        return found.get(0);
    }

    /** Returns a class; it is initialised when a test first uses it. */
    public Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls a static method that no other one of the class shares its name with. */
    public @Nullable Object call(String className, String method, @Nullable Object... arguments) {
        Method target = Stream.of(load(className).getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no method " + method + " in " + className));
        target.setAccessible(true);
        try {
            return target.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw Transformation.<RuntimeException>sneaky(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls a static method that returns a coroutine. */
    public Coroutine<?> start(String className, String method, @Nullable Object... arguments) {
        return (Coroutine<?>) Objects.requireNonNull(call(className, method, arguments));
    }

    /** Calls a static method that returns a coroutine, steps that to its end and returns its result. */
    public @Nullable Object run(String className, String method, @Nullable Object... arguments) {
        return finish(start(className, method, arguments));
    }

    /** Steps a coroutine to its end and returns its result; fails if it takes more steps than any of these tests. */
    public static @Nullable Object finish(Coroutine<?> coroutine) {
        for (int step = 0; coroutine.next(); step++) {
            assertEquals(null, coroutine.yielded(), "these tests suspend with nothing");
            assertTrue(step < MOST_STEPS, () -> coroutine + " does not end");
        }
        return coroutine.result();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneaky(@Nullable Throwable failure) throws E {
        throw (E) Objects.requireNonNull(failure);
    }
}

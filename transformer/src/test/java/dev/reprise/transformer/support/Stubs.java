package dev.reprise.transformer.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** javac, in memory, with the few declarations of {@code dev.reprise} that a source of these tests can name. */
public final class Stubs {

    private static final Map<String, String> RUNTIME = Map.of(
            "dev/reprise/Async",
            """
            package dev.reprise;
            public @interface Async {}
            """,
            "dev/reprise/Awaitable",
            """
            package dev.reprise;
            public interface Awaitable<T> {}
            """,
            "dev/reprise/Coroutine",
            """
            package dev.reprise;
            public abstract class Coroutine<T> implements Awaitable<T> {
                public static <T> Coroutine<T> of(T value) { return null; }
                public static Coroutine<Void> done() { return null; }
                public static <T> T await(Awaitable<T> awaitable) { return null; }
                public static Object suspend(Object value) { return null; }
            }
            """,
            "dev/reprise/Generator",
            """
            package dev.reprise;
            public final class Generator<Y> {
                public static <Y> Generator<Y> done() { return null; }
                public static Object emit(Object value) { return null; }
            }
            """,
            "dev/reprise/AsyncGenerator",
            """
            package dev.reprise;
            public final class AsyncGenerator<Y> {
                public static <Y> AsyncGenerator<Y> done() { return null; }
                public static Object emit(Object value) { return null; }
            }
            """);

    private Stubs() {}

    /** Returns the class files of sources by internal name, without those of the stubs. The keys name the files. */
    public static SortedMap<String, byte[]> compile(Map<String, String> sources) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests need a JDK");
        List<JavaFileObject> files = new ArrayList<>();
        RUNTIME.forEach((name, text) -> files.add(new Source(name, text)));
        sources.forEach((name, text) -> files.add(new Source(name, text)));
        List<String> options = List.of("-g", "-proc:none", "-Xlint:none");
        StringWriter messages = new StringWriter();
        try (Output output = new Output(compiler.getStandardFileManager(null, null, null))) {
            if (!compiler.getTask(messages, output, null, options, null, files).call()) {
                throw new IllegalArgumentException("the test's source does not compile:\n" + messages);
            }
            SortedMap<String, byte[]> classFiles = new TreeMap<>();
            output.written.forEach((name, file) -> classFiles.put(name, file.bytes.toByteArray()));
            classFiles.keySet().removeAll(RUNTIME.keySet());
            return classFiles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the class file of one class, whose source is given without the import of {@code dev.reprise}. */
    public static byte[] compile(String name, String members) {
        String source = "import dev.reprise.*;\nimport static dev.reprise.Coroutine.*;\nclass " + name + " {\n"
                + members + "}\n";
        return Objects.requireNonNull(compile(Map.of(name, source)).get(name));
    }

    /** Returns a class file as a tree, its frames expanded. */
    public static ClassNode read(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
        return node;
    }

    /** Returns the only method of that name. */
    public static MethodNode method(ClassNode owner, String name) {
        List<MethodNode> found = owner.methods.stream()
                .filter(method -> method.name.equals(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " methods " + name);
        }
        return found.get(0);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Written extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Written(String name) {
            super(URI.create("memory:///" + name + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {

        private final SortedMap<String, Written> written = new TreeMap<>();

        Output(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String name = className.replace('.', '/');
            Written file = new Written(name);
            written.put(name, file);
            return file;
        }
    }
}

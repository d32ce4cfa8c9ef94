package dev.reprise.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Coroutine;
import dev.reprise.transformer.AsyncTransformer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

/** The program of docs/java-api.md compiles, and does what the page says. */
class JavaApiPageTest {

    private static final String SAMPLE = """
            import dev.reprise.Async;
            import dev.reprise.Coroutine;
            public class Sample {
                @Async
                public static Coroutine<Integer> twice(int n) {
                    return Coroutine.of(n + Coroutine.await(Coroutine.of(n)));
                }
            }
            """;

    @TempDir
    private Path folder;

    private void compile() throws Exception {
        Markdown page = Markdown.parse(Files.readAllLines(Path.of("../docs/java-api.md")));
        Path loader = Files.writeString(folder.resolve("RewritingLoader.java"), page.only("", "java"));
        Path sample = Files.writeString(folder.resolve("Sample.java"), SAMPLE);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-proc:none",
                        "-classpath",
                        classPath(),
                        "-d",
                        folder.toString(),
                        loader.toString(),
                        sample.toString());
        assertEquals(0, status, () -> messages.toString(StandardCharsets.UTF_8));
    }

    private static String classPath() {
        return Stream.of(AsyncTransformer.class, Coroutine.class, ClassReader.class)
                .map(JavaApiPageTest::locationOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

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

    @Test
    void the_class_that_it_defines_runs() throws Exception {
        compile();
        URL[] classes = {folder.toUri().toURL()};
        try (URLClassLoader parent = new URLClassLoader(classes, getClass().getClassLoader())) {
            Class<?> rewriting = parent.loadClass("RewritingLoader");
            Object loader = rewriting.getConstructor(ClassLoader.class).newInstance(parent);
            Method define = rewriting.getMethod("define", String.class);
            Class<?> sample = (Class<?>) define.invoke(loader, "Sample");
            assertEquals(loader, sample.getClassLoader());
            Coroutine<?> coroutine =
                    (Coroutine<?>) sample.getMethod("twice", int.class).invoke(null, 21);
            assertEquals(List.of(false, 42), List.of(coroutine.next(), coroutine.result()));
        }
    }
}

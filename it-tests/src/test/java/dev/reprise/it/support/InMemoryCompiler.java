package dev.reprise.it.support;

import dev.reprise.Coroutine;
import dev.reprise.junit.AsyncTest;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** javac on texts, against the real runtime, JUnit and this package; nothing is written to a disk. */
public final class InMemoryCompiler {

    private static final Pattern TYPE = Pattern.compile("(?m)^[a-z ]*\\b(?:class|interface|record|enum) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    private InMemoryCompiler() {}

    /** Returns the class files of some sources by internal name. The first type that begins a line names the file. */
    public static SortedMap<String, byte[]> compile(String... sources) {
        return compile(List.of("-g", "-parameters"), sources);
    }

    /** The same with options of javac's, instead of debug information and parameter names. */
    public static SortedMap<String, byte[]> compile(List<String> options, String... sources) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests need a JDK");
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-proc:none", "-Xlint:none", "-classpath", classPath()));
        StringWriter messages = new StringWriter();
        List<SourceFile> files = Stream.of(sources).map(SourceFile::new).toList();
        try (Output output = new Output(compiler.getStandardFileManager(null, null, null))) {
            if (!compiler.getTask(messages, output, null, all, null, files).call()) {
                throw new IllegalArgumentException("the test's source does not compile:\n" + messages);
            }
            return output.classFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String classPath() {
        return Stream.of(Coroutine.class, InMemoryCompiler.class, AsyncTest.class, Test.class, ParameterizedTest.class)
                .map(type -> locationOf(type).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class SourceFile extends SimpleJavaFileObject {

        private final String text;

        SourceFile(String text) {
            super(URI.create("memory:///" + fileOf(text)), Kind.SOURCE);
            this.text = text;
        }

        private static String fileOf(String text) {
            Matcher type = TYPE.matcher(text);
            if (!type.find()) {
                throw new IllegalArgumentException("a source with no type that begins a line: "
                        + text.lines().findFirst().orElse("it is empty"));
            }
            Matcher home = PACKAGE.matcher(text);
            String folder = home.find() ? home.group(1).replace('.', '/') + "/" : "";
            return folder + type.group(1) + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String name) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {

        private final SortedMap<String, ClassFile> written = new TreeMap<>();

        Output(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            if (location != StandardLocation.CLASS_OUTPUT) {
                throw new AssertionError("javac writes to " + location);
            }
            ClassFile file = new ClassFile(className);
            written.put(className.replace('.', '/'), file);
            return file;
        }

        SortedMap<String, byte[]> classFiles() {
            SortedMap<String, byte[]> classFiles = new TreeMap<>();
            written.forEach((name, file) -> classFiles.put(name, file.bytes.toByteArray()));
            return classFiles;
        }
    }
}
